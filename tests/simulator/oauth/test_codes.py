"""Codes, scopes, id_tokens and tokens as an application meets them."""

from typing import Any

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.simulator.application import ASKED, WAY_BACK, Application


def claims_in(application: Application, token: str) -> dict[str, Any]:
    """Check an id_token with the provider's keys and return what it claims."""
    application.sim.control.oauth(plain_keys=True)
    keys = application.session.get(f"{application.sim.url}/jwks", timeout=5).json()
    return dict(jwt.decode(token, KeySet.import_key_set(keys), algorithms=["RS256"]).claims)


class TestTheCode:
    def test_brings_a_token_and_no_refresh_token(self, application: Application) -> None:
        answer = application.sign_in("officer")

        officer = application.sim.control.account("officer")
        assert answer | {"access_token": "", "id_token": ""} == {
            "access_token": "",
            "token_type": "bearer",
            "expires_in": 86_399,
            "scope": "openid wow.profile",
            "sub": str(officer["id"]),
            "id_token": "",
        }

    def test_may_come_with_credentials_in_the_form(self, application: Application) -> None:
        form = {
            "grant_type": "authorization_code",
            "code": application.code("officer", code_challenge=None),
            "redirect_uri": WAY_BACK,
            "client_id": "muster",
            "client_secret": "secret",
        }

        answer = application.session.post(f"{application.sim.url}/oauth/token", data=form, timeout=5)

        assert answer.json()["token_type"] == "bearer"

    def test_is_good_once(self, application: Application) -> None:
        code = application.code("officer")

        answers = [application.redeem(code) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [200, 400]
        assert answers[1].json()["error"] == "invalid_grant"

    @pytest.mark.parametrize(
        "changes",
        [
            {"redirect_uri": f"{WAY_BACK}/"},
            {"redirect_uri": None},
            {"code_verifier": None},
            {"code_verifier": "another-verifier-of-forty-three-characters-x"},
            {"code_verifier": ASKED["code_challenge"]},
        ],
    )
    def test_is_refused_where_anything_differs(
        self, application: Application, changes: dict[str, str | None]
    ) -> None:
        code = application.code("officer")

        answer = application.redeem(code, **changes)

        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")

    def test_is_refused_with_a_verifier_that_nobody_announced(self, application: Application) -> None:
        code = application.code("officer", code_challenge=None, code_challenge_method=None)

        assert application.redeem(code).json()["error"] == "invalid_grant"

    def test_is_refused_to_another_application(self, application: Application) -> None:
        code = application.code("officer", client_id="another")

        assert application.redeem(code).json()["error_description"] == "Client ID mismatch"

    def test_is_refused_after_its_time(self, application: Application) -> None:
        application.sim.control.oauth(code_seconds=0)

        assert application.redeem(application.code("officer")).json()["error"] == "invalid_grant"

    def test_is_nothing_without_credentials(self, application: Application) -> None:
        form = {"grant_type": "authorization_code", "code": application.code("officer")}

        answer = application.session.post(f"{application.sim.url}/token", data=form, timeout=5)

        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


class TestScopes:
    @pytest.mark.parametrize(
        ("who", "consent", "granted"),
        [
            ("officer", True, "openid wow.profile"),
            ("officer", False, "openid"),
            ("no_consent", True, "openid"),
        ],
    )
    def test_hold_what_somebody_agreed_to(
        self, application: Application, *, who: str, consent: bool, granted: str
    ) -> None:
        answer = application.sign_in(who, consent=consent)

        assert answer["scope"] == granted

    def test_without_openid_bring_no_id_token(self, application: Application) -> None:
        answer = application.sign_in("officer", scope="wow.profile")

        assert (answer["scope"], "id_token" in answer) == ("wow.profile", False)

    def test_unknown_ones_are_left_out(self, application: Application) -> None:
        answer = application.sign_in("officer", scope="openid everything wow.profile openid")

        assert answer["scope"] == "openid wow.profile"


class TestTheIdToken:
    def test_says_who_signed_in_where_and_when_asked(self, application: Application) -> None:
        officer = application.sim.control.account("officer")

        claims = claims_in(application, application.sign_in("officer")["id_token"])

        assert claims["iss"] == application.sim.url
        assert (claims["sub"], claims["aud"]) == (str(officer["id"]), "muster")
        assert (claims["nonce"], claims["battle_tag"]) == (ASKED["nonce"], officer["battletag"])
        assert claims["exp"] - claims["iat"] == 86_399

    def test_has_no_nonce_where_none_was_sent(self, application: Application) -> None:
        token = application.sign_in("officer", nonce=None)["id_token"]

        assert "nonce" not in claims_in(application, token)

    def test_checks_after_a_rotation_with_the_key_of_before(self, application: Application) -> None:
        token = application.sign_in("officer")["id_token"]

        application.sim.control.rotate_keys()

        assert claims_in(application, token)["aud"] == "muster"


class TestUserinfo:
    @pytest.mark.parametrize("path", ["/userinfo", "/oauth/userinfo"])
    def test_tells_id_and_battletag(self, application: Application, path: str) -> None:
        token = application.sign_in("guild_master")["access_token"]

        answer = application.get(path, token)

        master = application.sim.control.account("guild_master")
        assert answer.json() == {
            "sub": str(master["id"]),
            "id": master["id"],
            "battletag": master["battletag"],
        }

    def test_needs_a_person(self, application: Application) -> None:
        form = {"grant_type": "client_credentials"}
        token = application.session.post(
            f"{application.sim.url}/token", auth=("muster", "secret"), data=form, timeout=5
        ).json()["access_token"]

        assert application.get("/userinfo", token).status_code == 403

    def test_needs_a_token(self, application: Application) -> None:
        assert application.get("/userinfo", "nothing").status_code == 401


class TestAToken:
    def worth(self, application: Application, token: str) -> requests.Response:
        return application.session.post(
            f"{application.sim.url}/oauth/check_token", data={"token": token}, timeout=5
        )

    def test_is_worth_its_scopes(self, application: Application) -> None:
        token = application.sign_in("officer", consent=False)["access_token"]

        worth = self.worth(application, token).json()

        assert (worth["scope"], worth["client_id"]) == (["openid"], "muster")
        assert "ROLE_USER" in worth["authorities"]

    def test_is_worth_nothing_after_it_was_revoked(self, application: Application) -> None:
        token = application.sign_in("officer")["access_token"]

        application.session.post(
            f"{application.sim.url}/revoke", auth=("muster", "secret"), data={"token": token}, timeout=5
        )

        assert self.worth(application, token).json()["error"] == "invalid_token"

    def test_lives_as_long_as_it_was_told(self, application: Application) -> None:
        application.sim.control.tokens(life_seconds=0)

        token = application.sign_in("officer")["access_token"]

        assert application.get("/userinfo", token).status_code == 401
