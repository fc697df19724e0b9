"""No forged form does anything: every address that writes, every forgery, every table afterwards."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tests.accounts.journeys import form_token
from tests.architecture import routes, seeds
from tests.architecture.test_reading import contents
from webapp.web.cookies import FORMS
from webapp.web.session_cookie import NAME

FIELD = "csrf_token"
TWO_WEEKS = 14 * 86_400
Forgery = Callable[[FlaskClient, str, str, str], TestResponse]
"""What a browser that is signed in is made to send: to an address, by a method, with a good token at hand."""


class _LongAgo(TimestampSigner):
    def get_timestamp(self) -> int:
        return super().get_timestamp() - TWO_WEEKS


def without_a_token(browser: FlaskClient, path: str, method: str, _: str) -> TestResponse:
    return browser.open(path, method=method)


def with_the_token_of_somebody_else(browser: FlaskClient, path: str, method: str, _: str) -> TestResponse:
    theirs = form_token(browser.application.test_client().get("/sign-in").text)
    return browser.open(path, method=method, data={FIELD: theirs})


def with_a_token_without_its_cookie(browser: FlaskClient, path: str, method: str, token: str) -> TestResponse:
    browser.delete_cookie(FORMS)
    return browser.open(path, method=method, data={FIELD: token})


def from_another_origin(browser: FlaskClient, path: str, method: str, token: str) -> TestResponse:
    headers = {"Origin": "https://evil.example"}
    return browser.open(path, method=method, data={FIELD: token}, headers=headers)


def from_an_origin_that_hides(browser: FlaskClient, path: str, method: str, token: str) -> TestResponse:
    return browser.open(path, method=method, data={FIELD: token}, headers={"Origin": "null"})


def from_another_site(browser: FlaskClient, path: str, method: str, token: str) -> TestResponse:
    headers = {"Sec-Fetch-Site": "cross-site"}
    return browser.open(path, method=method, data={FIELD: token}, headers=headers)


def from_a_sibling_site(browser: FlaskClient, path: str, method: str, token: str) -> TestResponse:
    headers = {"Sec-Fetch-Site": "same-site"}
    return browser.open(path, method=method, data={FIELD: token}, headers=headers)


def as_plain_text(browser: FlaskClient, path: str, method: str, token: str) -> TestResponse:
    return browser.open(path, method=method, data=f"{FIELD}={token}", content_type="text/plain")


def with_the_token_in_the_address(browser: FlaskClient, path: str, method: str, token: str) -> TestResponse:
    return browser.open(path, method=method, query_string={FIELD: token})


def as_reading(browser: FlaskClient, path: str, method: str, token: str) -> TestResponse:
    query = {FIELD: token, "_method": method}
    return browser.get(path, query_string=query, headers={"X-HTTP-Method-Override": method})


FORGERIES: dict[str, Forgery] = {
    forgery.__name__: forgery
    for forgery in (
        without_a_token,
        with_the_token_of_somebody_else,
        with_a_token_without_its_cookie,
        from_another_origin,
        from_an_origin_that_hides,
        from_another_site,
        from_a_sibling_site,
        as_plain_text,
        with_the_token_in_the_address,
        as_reading,
    )
}


@pytest.fixture
def guarded(app: Flask) -> Flask:
    """Give the app with a row in every table, and forms guarded as they are for people."""
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        seeds.seed()
    return app


def writing(app: Flask) -> list[tuple[str, str]]:
    """Return every address that writes, with its method."""
    return [
        (seeds.address(rule), method)
        for rule in routes.pages(app)
        for method in sorted(routes.methods_of(rule) - routes.READING)
    ]


def signed_in(app: Flask) -> tuple[FlaskClient, str]:
    """Return the browser of who runs the server, and a token that is good there."""
    browser = app.test_client()
    browser.set_cookie(NAME, seeds.COOKIE)
    return browser, form_token(browser.get("/sign-in").text)


def is_refused(answer: TestResponse, browser: FlaskClient, path: str) -> bool:
    """Say whether nothing was done: refused, or, where the address may be read, read."""
    return answer.status_code in {400, 401, 403, 405} or (
        answer.request.method == "GET" and answer.status_code == browser.get(path).status_code
    )


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_form_is_refused_everywhere_and_changes_no_row(guarded: Flask, forgery: str) -> None:
    before = contents(guarded)
    done: dict[tuple[str, str], int] = {}

    for path, method in writing(guarded):
        browser, token = signed_in(guarded)
        answer = FORGERIES[forgery](browser, path, method, token)
        if not is_refused(answer, browser, path):
            done[method, path] = answer.status_code

    assert done == {}
    assert contents(guarded) == before


def test_a_form_of_our_own_page_is_taken(guarded: Flask) -> None:
    browser, token = signed_in(guarded)
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

    answer = browser.post("/sign-out-everywhere", data={FIELD: token}, headers=headers)

    assert answer.status_code == 303


def test_a_page_that_lay_open_for_long_still_signs_out(guarded: Flask) -> None:
    browser, _ = signed_in(guarded)
    with browser.session_transaction() as session:
        raw = session[FIELD]
    key = guarded.config["WTF_CSRF_SECRET_KEY"]
    old = URLSafeTimedSerializer(key, salt="wtf-csrf-token", signer=_LongAgo).dumps(raw)

    assert browser.post("/sign-out", data={FIELD: old}).status_code == 303
