"""Authlib's Flask client signs in from end to end, as a product does, and notices what is false."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, url_for
from flask.testing import FlaskClient
from joserfc.errors import JoseError
from requests import HTTPError, RequestException
from werkzeug.wrappers import Response

from simulator import Simulator

FALSE = (OAuthError, JoseError)


class BattleNetApp(FlaskOAuth2App):  # type: ignore[misc] # authlib has no types
    """Reads the key set as Battle.net spells it, which joserfc refuses."""

    def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - authlib's signature
        keys: dict[str, Any] = super().fetch_jwk_set(force)
        for key in keys["keys"]:
            key["n"] = key["n"].translate(str.maketrans("+/", "-_")).rstrip("=")
        return keys


def product(sim: Simulator, client_class: type[FlaskOAuth2App]) -> Flask:
    """Return a web application that signs people in."""
    app = Flask("product")
    app.config.update(SECRET_KEY="of this test", TESTING=True)
    oauth = OAuth(app)
    battlenet = oauth.register(
        "battlenet",
        client_cls=client_class,
        client_id="muster",
        client_secret="secret",
        server_metadata_url=f"{sim.url}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid wow.profile", "code_challenge_method": "S256", "timeout": 2},
    )

    @app.post("/sign-in")
    def sign_in() -> Response:
        answer: Response = battlenet.authorize_redirect(url_for("callback", _external=True))
        return answer

    @app.get("/callback")
    def callback() -> dict[str, Any]:
        token: dict[str, Any] = battlenet.authorize_access_token()
        return token

    return app


@pytest.fixture
def browser(sim: Simulator) -> Iterator[FlaskClient]:
    """Give a browser of the product."""
    with product(sim, BattleNetApp).test_client() as client:
        yield client


def sign_in(sim: Simulator, browser: FlaskClient, who: str = "officer", *, consent: bool = True) -> Any:
    """Go all the way round and return the token with the checked claims."""
    address = browser.post("/sign-in").headers["location"]
    landing = sim.control.sign_in(address, who, consent=consent)["location"]
    return browser.get(landing).get_json()


class TestAnHonestProvider:
    def test_signs_somebody_in_with_state_nonce_and_proof(self, sim: Simulator, browser: FlaskClient) -> None:
        officer = sim.control.account("officer")

        token = sign_in(sim, browser)

        assert token["userinfo"]["sub"] == str(officer["id"])
        assert token["userinfo"]["battle_tag"] == officer["battletag"]
        assert token["scope"] == "openid wow.profile"

    def test_is_asked_with_a_challenge_a_state_and_a_nonce(self, browser: FlaskClient) -> None:
        address = browser.post("/sign-in").headers["location"]

        asked = parse_qs(urlsplit(address).query)

        assert asked["code_challenge_method"] == ["S256"]
        assert {"state", "nonce", "code_challenge"} <= set(asked)

    def test_says_that_characters_are_not_shared(self, sim: Simulator, browser: FlaskClient) -> None:
        token = sign_in(sim, browser, consent=False)

        assert token["scope"] == "openid"

    def test_may_change_its_keys_at_any_time(self, sim: Simulator, browser: FlaskClient) -> None:
        before = sign_in(sim, browser)

        sim.control.rotate_keys(keep_old=False)

        assert sign_in(sim, browser)["userinfo"]["sub"] == before["userinfo"]["sub"]

    def test_who_is_denied_says_so(self, sim: Simulator, browser: FlaskClient) -> None:
        with pytest.raises(OAuthError, match="access_denied"):
            sign_in(sim, browser, "deny")


class TestAFalseProvider:
    @pytest.mark.parametrize(
        "action",
        [
            "wrong_nonce",
            "wrong_issuer",
            "wrong_audience",
            "expired_id_token",
            "bad_signature",
            "unsigned_id_token",
        ],
    )
    def test_is_noticed_in_the_id_token(self, sim: Simulator, browser: FlaskClient, action: str) -> None:
        sim.control.add_fault(action, kind="oauth-token")

        with pytest.raises(FALSE):
            sign_in(sim, browser)

    def test_is_noticed_in_the_keys(self, sim: Simulator, browser: FlaskClient) -> None:
        sim.control.add_fault("other_keys", kind="oauth-jwks")

        with pytest.raises(JoseError):
            sign_in(sim, browser)

    def test_is_noticed_where_another_issuer_is_announced(self, sim: Simulator, browser: FlaskClient) -> None:
        sim.control.add_fault("wrong_issuer", kind="oauth-discovery", value="https://mallory.invalid")

        with pytest.raises(FALSE):
            sign_in(sim, browser)

    def test_without_an_id_token_tells_nobody(self, sim: Simulator, browser: FlaskClient) -> None:
        sim.control.add_fault("no_id_token", kind="oauth-token")

        assert "userinfo" not in sign_in(sim, browser)

    def test_may_send_back_words_of_its_own(self, sim: Simulator, browser: FlaskClient) -> None:
        sim.control.add_fault("callback_error", kind="oauth-authorize")

        with pytest.raises(OAuthError) as caught:
            sign_in(sim, browser)

        assert "<script>" in caught.value.description


class TestAnAilingProvider:
    @pytest.mark.parametrize("body", ["json", "html"])
    def test_fails_at_the_token(self, sim: Simulator, browser: FlaskClient, body: str) -> None:
        sim.control.add_fault("status", kind="oauth-token", status=503, body=body)

        with pytest.raises((OAuthError, HTTPError, ValueError)):
            sign_in(sim, browser)

    @pytest.mark.parametrize("kind", ["oauth-jwks", "oauth-token"])
    def test_is_given_up_when_it_never_answers(self, sim: Simulator, browser: FlaskClient, kind: str) -> None:
        sim.control.add_fault("close_without_answer", kind=kind)

        with pytest.raises(RequestException):
            sign_in(sim, browser)

    def test_cannot_be_found_without_its_discovery(self, sim: Simulator, browser: FlaskClient) -> None:
        sim.control.add_fault("status", kind="oauth-discovery", status=500)

        with pytest.raises(HTTPError):
            sign_in(sim, browser)


class TestTheSpellingOfTheKeys:
    def test_stops_a_client_that_has_not_heard_of_it(self, sim: Simulator) -> None:
        with product(sim, FlaskOAuth2App).test_client() as browser, pytest.raises(ValueError):  # noqa: PT011 - an empty binascii.Error
            sign_in(sim, browser)

    def test_can_be_that_of_the_standard(self, sim: Simulator) -> None:
        sim.control.oauth(plain_keys=True)

        with product(sim, FlaskOAuth2App).test_client() as browser:
            assert sign_in(sim, browser)["scope"] == "openid wow.profile"
