"""Headers that every response carries."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from tests.architecture import routes
from tests.architecture.seeds import address
from tests.support.roll import PAGE, add_guild
from tests.support.signed_in import browser_of, enlisted, signed_in
from webapp.config import Settings
from webapp.lib import clock
from webapp.web.filters import static_url
from webapp.web.gate import public
from webapp.web.headers import STATIC_FOREVER, content_security_policy

POLICY = "Content-Security-Policy"
DRESS = {
    POLICY: [""],
    "X-Content-Type-Options": ["nosniff"],
    "Referrer-Policy": ["strict-origin-when-cross-origin"],
    "Cross-Origin-Opener-Policy": ["same-origin"],
    "Cross-Origin-Resource-Policy": ["same-origin"],
}
TELLS_NOTHING = {"Referrer-Policy": ["no-referrer"]}
"""What pages of signing in say, whose address may hold a code."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def master_of(app: Flask) -> FlaskClient:
    """Return the browser of a guild master."""
    with app.app_context():
        guild_id = add_guild(roster_succeeded_at=clock.now())
    return browser_of(app, enlisted(app, guild_id, "Jaina", rank=0, verified_at=clock.now()))


def headers_of(client: FlaskClient, path: str) -> Headers:
    with client.get(path) as answer:
        return answer.headers


class TestDress:
    @pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere", "/static/app.js", "/static/nothing.js"])
    def test_every_response_has_the_policy_and_an_id(
        self, client: FlaskClient, settings: Settings, path: str
    ) -> None:
        headers = headers_of(client, path)

        assert headers.getlist("Content-Security-Policy") == [content_security_policy(settings)]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert (
            headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        )
        assert len(headers["X-Request-Id"]) == 16

    def test_with_nothing_new_a_browser_goes_on_with_those_that_it_has(self, app: Flask) -> None:
        master = master_of(app)
        known = {"If-None-Match": headers_of(master, PAGE + "_table")["ETag"]}

        again = master.get(PAGE + "_table", headers=known)

        assert again.status_code == 304
        assert POLICY not in again.headers
        assert {"ETag", "Cache-Control", "Vary", "X-Request-Id"} <= {name for name, _ in again.headers}

    def test_the_policy_allows_nothing_inline(self) -> None:
        policy = content_security_policy(Settings())

        assert "unsafe" not in policy
        assert "default-src 'none'" in policy

    def test_forms_lead_nowhere_but_here_and_to_the_sign_in(self) -> None:
        policy = content_security_policy(Settings(battlenet_oauth_base="https://oauth.battle.net/at/a/path"))

        assert "form-action 'self' https://oauth.battle.net;" in policy

    def test_pictures_come_from_blizzard_or_from_the_simulator_while_it_is_used(
        self, settings: Settings
    ) -> None:
        played = content_security_policy(settings)

        assert "img-src 'self' https://render.worldofwarcraft.com;" in content_security_policy(Settings())
        assert f"img-src 'self' {settings.battlenet_oauth_base};" in played

    def test_two_requests_have_two_ids(self, client: FlaskClient) -> None:
        assert (
            client.get("/healthz").headers["X-Request-Id"] != client.get("/healthz").headers["X-Request-Id"]
        )


class TestEverywhere:
    def test_every_address_answers_every_method_in_full_dress(self, app: Flask, settings: Settings) -> None:
        client, policy = app.test_client(), content_security_policy(settings)
        undressed = {}
        asked = [(address(rule), method) for rule in routes.pages(app) for method in (*METHODS, "TRACE")]
        for path, method in [*asked, ("/nowhere", "GET"), ("/static/app.js", "GET"), ("/static/no", "GET")]:
            with client.open(path, method=method) as answer:
                found = {name: answer.headers.getlist(name) for name in DRESS}
                if (
                    found != DRESS | {POLICY: [policy]}
                    and found != DRESS | {POLICY: [policy]} | TELLS_NOTHING
                ):
                    undressed[method, path] = found

        assert undressed == {}

    def test_what_breaks_is_dressed_too(self, app: Flask, settings: Settings) -> None:
        def stumble() -> str:
            raise ZeroDivisionError

        app.add_url_rule("/stumble", "stumble", public(stumble))
        app.config["PROPAGATE_EXCEPTIONS"] = False
        headers = headers_of(app.test_client(), "/stumble")

        assert headers[POLICY] == content_security_policy(settings)
        assert headers.getlist("Referrer-Policy") == DRESS["Referrer-Policy"]

    @pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/guilds/eu/no/where/", "/api/docs"])
    def test_a_page_depends_on_who_asks_and_on_htmx(self, client: FlaskClient, path: str) -> None:
        vary = {
            word.strip() for value in headers_of(client, path).getlist("Vary") for word in value.split(",")
        }

        assert {"Cookie", "HX-Request"} <= vary
        assert headers_of(client, path)["Cache-Control"].startswith("private")


class TestCaching:
    def test_a_file_under_its_own_fingerprint_is_kept_for_ever(self, app: Flask, client: FlaskClient) -> None:
        with app.test_request_context():
            address = static_url("app.js")

        assert headers_of(client, address)["Cache-Control"] == STATIC_FOREVER

    @pytest.mark.parametrize("path", ["app.js", "app.js?v=", "app.js?v=0196f01845d1", "gone.js?v=1"])
    def test_under_none_or_anothers_it_is_asked_for_each_time(self, client: FlaskClient, path: str) -> None:
        assert headers_of(client, f"/static/{path}")["Cache-Control"] == "no-cache"

    @pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere"])
    def test_pages_for_anybody_are_asked_for_each_time(self, stranger: FlaskClient, path: str) -> None:
        assert stranger.get(path).headers["Cache-Control"] == "private, no-cache"

    @pytest.mark.parametrize("path", ["/", "/me/characters", PAGE, f"{PAGE}_table?q=typed"])
    def test_what_is_shown_to_somebody_is_kept_nowhere(self, app: Flask, path: str) -> None:
        assert master_of(app).get(path).headers["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize("part", ["", "members", "audit"])
    def test_settings_are_kept_nowhere(self, app: Flask, part: str) -> None:
        answer = master_of(app).get(f"{PAGE}settings/{part}")

        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")

    def test_a_refusal_is_kept_nowhere_either(self, app: Flask) -> None:
        answer = browser_of(app, signed_in(app)).get(PAGE)

        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "private, no-store")
