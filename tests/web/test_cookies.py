"""Cookies are for people."""

from flask import Flask, session

from webapp import create_app
from webapp.config import Settings
from webapp.web.cookies import FORMS, PeoplesSessions, flags
from webapp.web.session_cookie import HOST_NAME, set_session


class TestPeoplesSessions:
    def test_a_page_has_a_session(self, app: Flask) -> None:
        with app.test_request_context("/"):
            session["who"] = "Jaina"

            assert session.accessed

    def test_a_program_has_none_whatever_it_sends(self, app: Flask) -> None:
        with app.test_request_context("/api/character-cache", headers={"Cookie": f"{FORMS}=x"}):
            assert not session
            assert type(session._get_current_object()).__name__ == "NullSession"  # type: ignore[attr-defined]

    def test_what_signs_is_made_once_until_the_key_is_another(self, app: Flask) -> None:
        sessions = PeoplesSessions()
        first, again = (sessions.get_signing_serializer(app) for _ in range(2))
        app.config["SECRET_KEY"] = "another key"

        assert first is again
        assert sessions.get_signing_serializer(app) is not first

    def test_the_page_about_the_api_is_for_people(self, app: Flask) -> None:
        with app.test_request_context("/api/docs"):
            session["who"] = "Jaina"

            assert session["who"] == "Jaina"


class TestFlags:
    def test_in_production_no_other_host_and_no_plain_connection_gets_it(self) -> None:
        production = flags(Settings(environment="production", public_url="https://muster.example"))

        assert production == {
            "SESSION_COOKIE_NAME": "__Host-muster-forms",
            "SESSION_COOKIE_SECURE": True,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_PATH": "/",
        }

    def test_both_cookies_of_a_server_have_exactly_these_flags(self, sqlite_url: str) -> None:
        public = "https://muster.example"
        app = create_app(
            Settings(
                environment="production", secret_key="k" * 40, public_url=public, database_url=sqlite_url
            )
        )

        with app.test_request_context("/", base_url=public):
            session["csrf_token"] = "x"
            response = app.make_response("")
            set_session(response, "A" * 43)
            response = app.process_response(response)

        kept = {one.partition("=")[0]: one for one in response.headers.getlist("Set-Cookie")}
        assert kept.keys() == {HOST_NAME, "__Host-muster-forms"}
        for cookie in kept.values():
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
            assert "Domain" not in cookie
            assert len(cookie) < 4_000
