"""Error pages: a sentence, a number to quote, never a traceback."""

import json

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from webapp.web.errors import STALE_FORM
from webapp.web.gate import public

CODES = [400, 403, 404, 405, 413, 429, 500, 503]


@pytest.fixture
def failing(app: Flask) -> FlaskClient:
    """Give a browser for an app with addresses that fail on purpose."""

    def fail(code: int) -> str:
        abort(code)

    def stumble() -> str:
        raise ZeroDivisionError("a secret detail")

    def lose_database() -> str:
        raise OperationalError("SELECT secret", {}, Exception("connection refused"))

    app.add_url_rule("/fail/<int:code>", "fail", public(fail), methods=["GET", "POST"])
    app.add_url_rule("/stumble", "stumble", public(stumble))
    app.add_url_rule("/lost", "lost", public(lose_database))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app.test_client()


class TestErrorPages:
    @pytest.mark.parametrize("code", CODES)
    def test_each_has_its_status_a_title_and_the_number_of_the_request(
        self, failing: FlaskClient, code: int
    ) -> None:
        answer = failing.get(f"/fail/{code}")

        assert answer.status_code == code
        assert f'<p class="status">{code}</p>' in answer.text
        assert answer.headers["X-Request-Id"] in answer.text

    @pytest.mark.parametrize("path", ["/nope", "/guilds/xx/a/b/", "/characters/xx/a/Nobody"])
    def test_an_address_that_leads_nowhere_leaves_who_asks_signed_in(
        self, client: FlaskClient, path: str
    ) -> None:
        answer = client.get(path)

        assert answer.status_code == 404
        assert "Khadgar" in answer.text
        assert "Sign in with Battle.net" not in answer.text

    def test_the_unexpected_is_logged_and_not_shown(
        self, failing: FlaskClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        answer = failing.get("/stumble")

        assert answer.status_code == 500
        assert answer.headers["X-Request-Id"] in caplog.text
        assert "ZeroDivisionError" not in answer.text
        assert "secret" not in answer.text

    @pytest.mark.parametrize("code", [400, 403, 404, 409, 422, 429, 500, 503])
    def test_what_was_typed_is_shown_again_as_text(self, failing: FlaskClient, code: int) -> None:
        form = {"note": "Late <b>twice</b>.", "csrf_token": "secret"}

        answer = failing.post(f"/fail/{code}", data=form)

        assert answer.status_code == code
        assert "Officer note" in answer.text
        assert "\nLate &lt;b&gt;twice&lt;/b&gt;.</textarea>" in answer.text
        assert 'value="secret"' not in answer.text

    def test_what_another_site_wrote_is_not(self, failing: FlaskClient) -> None:
        answer = failing.post("/fail/409", data={"note": "Call me"}, headers={"Sec-Fetch-Site": "cross-site"})

        assert answer.status_code == 403
        assert "Call me" not in answer.text

    def test_a_wrong_method_says_which_are_right(self, client: FlaskClient) -> None:
        answer = client.post("/")

        assert answer.status_code == 405
        assert "GET" in answer.headers["Allow"]

    def test_too_large_a_form_is_refused(self, app: Flask, client: FlaskClient) -> None:
        app.config["WTF_CSRF_ENABLED"] = True

        answer = client.post("/guilds/eu/a/b/refresh", data={"csrf_token": "x" * 2_000_000})

        assert answer.status_code == 413

    def test_a_form_that_has_expired_has_its_number_too(self, app: Flask, client: FlaskClient) -> None:
        app.config["WTF_CSRF_ENABLED"] = True

        answer = client.post("/guilds/eu/a/b/refresh")

        assert answer.status_code == 400
        assert len(answer.headers["X-Request-Id"]) == 16
        assert f"<code>{answer.headers['X-Request-Id']}</code>" in answer.text

    def test_a_slash_that_was_left_out_is_added_on_whatever_host_was_asked(self, client: FlaskClient) -> None:
        answer = client.get("/guilds/eu/a//b?q=%2F%2Fevil", headers={"Host": "evil.example"})

        assert (answer.status_code, answer.location) == (308, "/guilds/eu/a/b/?q=%2F%2Fevil")

    @pytest.mark.parametrize("code", [400, 405, 413, 429, 500, 503])
    def test_an_error_page_offers_no_form(self, failing: FlaskClient, code: int) -> None:
        assert "<form" not in failing.get(f"/fail/{code}").text

    @pytest.mark.parametrize("code", [401, 403, 404])
    def test_what_may_be_there_for_others_offers_to_sign_in_and_come_back(
        self, failing: FlaskClient, code: int
    ) -> None:
        html = failing.get(f"/fail/{code}").text

        assert 'action="/sign-in"' in html
        assert f'name="next" value="/fail/{code}"' in html


class TestDatabaseAway:
    def test_it_is_503_with_a_time_to_come_back(self, failing: FlaskClient) -> None:
        answer = failing.get("/lost")

        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "10"
        assert "SELECT" not in answer.text


class TestRefusedFragments:
    """What htmx is told where it would swap nothing in."""

    @pytest.mark.parametrize("code", [401, 403, 404, 409])
    def test_the_page_that_asked_is_loaded_again(self, failing: FlaskClient, code: int) -> None:
        asked_from = {"HX-Request": "true", "HX-Current-URL": "http://localhost/guilds/eu/a/b/?sort=log"}

        answer = failing.get(f"/fail/{code}", headers=asked_from)

        assert (answer.status_code, answer.headers["HX-Redirect"]) == (code, "/guilds/eu/a/b/?sort=log")

    @pytest.mark.parametrize("code", [400, 413, 429, 500, 503])
    def test_what_goes_over_by_itself_leaves_the_page_alone(self, failing: FlaskClient, code: int) -> None:
        answer = failing.get(f"/fail/{code}", headers={"HX-Request": "true"})

        assert "HX-Redirect" not in answer.headers

    @pytest.mark.parametrize("code", [403, 409])
    def test_a_press_that_is_refused_is_said_beside_its_page(self, failing: FlaskClient, code: int) -> None:
        answer = failing.post(f"/fail/{code}", headers={"HX-Request": "true"})

        assert answer.status_code == code
        assert '"muster:notice"' in answer.headers["HX-Trigger"]
        assert "HX-Redirect" not in answer.headers

    @pytest.mark.parametrize("code", [401, 404])
    def test_a_press_on_what_has_closed_loads_its_page_again(self, failing: FlaskClient, code: int) -> None:
        answer = failing.post(f"/fail/{code}", headers={"HX-Request": "true"})

        assert "HX-Trigger" not in answer.headers
        assert answer.headers["HX-Redirect"] == f"/fail/{code}"

    def test_a_form_without_a_token_is_not_swapped_in(self, app: Flask, client: FlaskClient) -> None:
        app.config["WTF_CSRF_ENABLED"] = True

        answer = client.post("/guilds/eu/a/b/refresh", headers={"HX-Request": "true"})

        assert (answer.status_code, answer.headers["HX-Reswap"]) == (400, "none")
        assert STALE_FORM in json.loads(answer.headers["HX-Trigger"])["muster:notice"]

    def test_whoever_reads_the_refusal_is_sent_nowhere(self, failing: FlaskClient) -> None:
        assert "HX-Redirect" not in failing.get("/fail/403").headers

    @pytest.mark.parametrize(
        ("named", "leads_to"),
        [
            ("http://localhost//evil.example/x", "/evil.example/x"),
            ("http://localhost/\\evil.example/x", "/"),
            ("http://localhost/%0d%0aX-Evil:1", "/"),
            ("http://localhost", "/"),
            ("http://evil.example/x", "/fail/403"),
            ("//evil.example/x", "/fail/403"),
            ("javascript:alert(1)", "/fail/403"),
            ("http://[", "/fail/403"),
            (None, "/fail/403"),
        ],
    )
    def test_no_header_leads_to_another_site(
        self, failing: FlaskClient, named: str | None, leads_to: str
    ) -> None:
        headers = {"HX-Request": "true"} | ({"HX-Current-URL": named} if named else {})

        assert failing.get("/fail/403", headers=headers).headers["HX-Redirect"] == leads_to

    @pytest.mark.parametrize(
        ("asked", "leads_to"),
        [
            ("/guilds/eu/a%0d%0aX-Evil:1/b/_table", "/"),
            ("/guilds/eu/%D0%A1%D1%82/x/_table", "/guilds/eu/%D0%A1%D1%82/x/_table"),
        ],
        ids=["a line break", "Cyrillic"],
    )
    def test_an_address_is_named_as_a_header_may_name_it(
        self, client: FlaskClient, asked: str, leads_to: str
    ) -> None:
        answer = client.get(asked, headers={"HX-Request": "true"})

        assert (answer.status_code, answer.headers["HX-Redirect"]) == (404, leads_to)
