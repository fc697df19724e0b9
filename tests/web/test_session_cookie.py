"""The cookie of a session: its name, its flags, and what is not taken for one."""

from dataclasses import replace

import pytest
from flask import Flask, Response

from webapp import create_app
from webapp.config import Settings
from webapp.permissions.sessions import new_cookie, session_id
from webapp.web.session_cookie import clear_session, read_session_id, set_session

COOKIE = new_cookie(bytes(32))


@pytest.fixture
def production(settings: Settings) -> Flask:
    """Give the app as it runs behind https."""
    return create_app(replace(settings, environment="production", secret_key="k" * 40))


def header(app: Flask, *, cleared: bool = False) -> str:
    with app.test_request_context():
        response = Response()
        set_session(response, COOKIE)
        if cleared:
            clear_session(response)
        return response.headers.getlist("Set-Cookie")[-1]


class TestSetSession:
    def test_in_production_no_other_host_can_set_it_and_no_script_read_it(self, production: Flask) -> None:
        words = header(production).split("; ")

        assert words[0] == f"__Host-muster={COOKIE}"
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=604800"} <= set(words)
        assert not any(word.startswith("Domain") for word in words)

    def test_in_development_it_needs_no_https(self, app: Flask) -> None:
        words = header(app).split("; ")

        assert words[0] == f"muster={COOKIE}"
        assert "Secure" not in words


class TestClearSession:
    def test_it_takes_the_cookie_away(self, app: Flask) -> None:
        assert header(app, cleared=True).startswith("muster=;")


class TestReadSessionId:
    @pytest.mark.parametrize("sent", ["", "muster=", "muster=short", "other=" + COOKIE])
    def test_what_is_no_session_is_none(self, app: Flask, sent: str) -> None:
        with app.test_request_context(headers={"Cookie": sent}) as context:
            assert read_session_id(context.request) is None

    def test_a_cookie_is_known_by_its_hash(self, app: Flask) -> None:
        with app.test_request_context(headers={"Cookie": f"muster={COOKIE}"}) as context:
            assert read_session_id(context.request) == session_id(COOKIE)
