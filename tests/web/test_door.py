"""Proxies are believed to the exact number, forged hosts are refused, former keys stay good."""

from dataclasses import replace

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests.accounts.journeys import form_token
from webapp import create_app
from webapp.config import DEVELOPMENT_SECRET, Settings
from webapp.web.cookies import FORMS
from webapp.web.door import LARGEST_FORM, trusted_hosts
from webapp.web.gate import public

OLD, NEW = "o" * 40, "n" * 40
PUBLIC = "https://muster.example"


def built(settings: Settings, **changes: object) -> Flask:
    app = create_app(replace(settings, **changes))  # type: ignore[arg-type]
    app.add_url_rule("/seen", "seen", public(lambda: f"{request.remote_addr} {request.scheme}"))
    return app


def seen(app: Flask, **headers: str) -> str:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get("/seen", headers=sent).text


class TestDebugging:
    def test_production_does_not_start_with_a_debugger(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FLASK_DEBUG", "1")

        with pytest.raises(SystemExit, match="FLASK_DEBUG"):
            built(settings, environment="production", secret_key=NEW, public_url=PUBLIC)
        assert built(settings) is not None


class TestProxies:
    def test_without_any_nobody_is_believed(self, settings: Settings) -> None:
        said = seen(built(settings), X_Forwarded_For="203.0.113.7", X_Forwarded_Proto="https")

        assert said == "127.0.0.1 http"

    @pytest.mark.parametrize(("hops", "whom"), [(1, "198.51.100.2"), (2, "203.0.113.7")])
    def test_so_many_are_believed_and_no_more(self, settings: Settings, hops: int, whom: str) -> None:
        chain, protocols = "192.0.2.66, 203.0.113.7, 198.51.100.2", "https, https, https"

        said = seen(built(settings, proxy_hops=hops), X_Forwarded_For=chain, X_Forwarded_Proto=protocols)

        assert said == f"{whom} https"

    def test_a_forwarded_host_is_not_read(self, settings: Settings) -> None:
        app = built(settings, proxy_hops=1)
        app.add_url_rule("/host", "host", public(lambda: request.host))

        answer = app.test_client().get("/host", headers={"X-Forwarded-Host": "evil.example"})

        assert answer.text == "localhost"


class TestHosts:
    @pytest.fixture
    def production(self, settings: Settings) -> FlaskClient:
        app = built(
            settings,
            environment="production",
            secret_key=NEW,
            public_url=PUBLIC,
            trusted_hosts=("guild.example",),
        )
        return app.test_client()

    @pytest.mark.parametrize(
        "host", ["evil.example", "muster.example.evil.example", "muster.example@evil", "a b"]
    )
    @pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/api/character-cache", "/guilds//x"])
    def test_a_forged_one_is_refused_and_not_repeated(
        self, production: FlaskClient, host: str, path: str
    ) -> None:
        answer = production.get(path, headers={"Host": host})

        assert answer.status_code == 400
        assert host not in answer.text
        assert not [value for _, value in answer.headers if "evil" in value]
        assert "Content-Security-Policy" in answer.headers

    @pytest.mark.parametrize("host", ["muster.example", "guild.example", "127.0.0.1:8000", "localhost"])
    def test_our_own_names_are_answered(self, production: FlaskClient, host: str) -> None:
        assert production.get("/healthz", headers={"Host": host}).status_code == 200

    def test_development_answers_to_any(self) -> None:
        assert trusted_hosts(Settings()) is None


class TestForms:
    def test_the_longest_that_anybody_fills_in_is_read(self, client: FlaskClient) -> None:
        assert client.post("/sign-out", data={"note": "\N{DRAGON}" * 4_000}).status_code == 303

    @pytest.mark.parametrize("path", ["/sign-out", "/nowhere"])
    def test_a_larger_one_is_not_and_none_of_it_is_told(self, app: Flask, path: str) -> None:
        app.config["WTF_CSRF_ENABLED"] = True

        answer = app.test_client().post(path, data=b"note=x&" * (LARGEST_FORM // 7 + 1))

        assert answer.status_code in {404, 413}
        assert len(answer.data) < LARGEST_FORM

    def test_programs_send_more(self, app: Flask) -> None:
        answer = app.test_client().post(
            "/api/character-cache/upsert", data=b" " * (2 * LARGEST_FORM), content_type="application/json"
        )

        assert answer.status_code == 401


class TestOtherSites:
    @pytest.mark.parametrize(
        "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
    )
    def test_their_forms_are_refused_with_a_sentence(
        self, client: FlaskClient, headers: dict[str, str]
    ) -> None:
        answer = client.post("/sign-out", headers=headers)

        assert answer.status_code == 403
        assert "did not come from a page of this site" in answer.text

    @pytest.mark.parametrize(
        "headers", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}]
    )
    def test_our_own_are_not(self, client: FlaskClient, headers: dict[str, str]) -> None:
        assert client.post("/sign-out", headers=headers).status_code == 303

    def test_the_address_that_is_set_up_is_ours_whatever_a_proxy_calls_us(self, settings: Settings) -> None:
        app = built(settings, public_url=PUBLIC)
        app.config["WTF_CSRF_ENABLED"] = False

        assert app.test_client().post("/sign-out", headers={"Origin": PUBLIC}).status_code == 303

    def test_their_links_are_followed(self, client: FlaskClient) -> None:
        assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


class TestKeys:
    @pytest.fixture
    def kept(self, settings: Settings) -> tuple[str, str]:
        """Give a cookie and a form's token of the days of the old key."""
        browser = built(settings, secret_key=OLD).test_client()
        token = form_token(browser.get("/sign-in").text)
        cookie = browser.get_cookie(FORMS)
        assert cookie is not None
        return cookie.value, token

    def send(self, app: Flask, kept: tuple[str, str]) -> int:
        browser = app.test_client()
        browser.set_cookie(FORMS, kept[0])
        return browser.post("/sign-out", data={"csrf_token": kept[1]}).status_code

    def test_a_form_of_the_former_one_is_still_good(self, settings: Settings, kept: tuple[str, str]) -> None:
        rotated = built(settings, secret_key=NEW, secret_key_fallbacks=("x" * 40, OLD))

        assert self.send(rotated, kept) == 303

    def test_once_it_is_gone_it_is_not(self, settings: Settings, kept: tuple[str, str]) -> None:
        assert self.send(built(settings, secret_key=NEW), kept) == 400

    def test_the_new_one_signs_from_now_on(self, settings: Settings, kept: tuple[str, str]) -> None:
        rotated = built(settings, secret_key=NEW, secret_key_fallbacks=(OLD,)).test_client()
        rotated.set_cookie(FORMS, kept[0])
        token = form_token(rotated.get("/sign-in").text)
        with rotated.session_transaction() as session:
            session["touched"] = True
        cookie = rotated.get_cookie(FORMS)
        assert cookie is not None

        assert self.send(built(settings, secret_key=NEW), (cookie.value, token)) == 303

    def test_a_form_over_https_needs_no_referrer(self, settings: Settings) -> None:
        app = built(settings, environment="production", secret_key=NEW, public_url=PUBLIC)
        browser = app.test_client()
        token = form_token(browser.get("/sign-in", base_url=PUBLIC).text)

        answer = browser.post("/sign-out", base_url=PUBLIC, data={"csrf_token": token})

        assert answer.status_code == 303

    def test_development_has_its_own(self) -> None:
        assert Settings().secret_key == DEVELOPMENT_SECRET
