"""The provider's endpoints as an application and a browser meet them."""

import base64
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import KeySet

from simulator import ControlError, Simulator
from tests.simulator.application import ASKED, WAY_BACK, Application


def landing(answer: requests.Response) -> dict[str, str]:
    """Return the query with which somebody is sent back."""
    assert answer.status_code == 302
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


def claims_in(application: Application, token: str) -> dict[str, Any]:
    """Check an id_token with the provider's keys and return what it claims."""
    application.sim.control.oauth(plain_keys=True)
    keys = application.session.get(f"{application.sim.url}/jwks", timeout=5).json()
    return dict(jwt.decode(token, KeySet.import_key_set(keys), algorithms=["RS256"]).claims)


class TestDiscovery:
    def test_names_endpoints_that_all_exist(self, application: Application) -> None:
        url = application.sim.url
        document = application.session.get(f"{url}/.well-known/openid-configuration", timeout=5).json()

        places = [place for word, place in document.items() if word.endswith(("endpoint", "_uri"))]

        assert document["issuer"] == url
        assert len(places) == 6
        assert 404 not in {application.session.get(place, timeout=5).status_code for place in places}

    def test_promises_no_more_than_battlenets(self, application: Application) -> None:
        url = f"{application.sim.url}/.well-known/openid-configuration"

        document = application.session.get(url, timeout=5).json()

        assert document["id_token_signing_alg_values_supported"] == ["RS256"]
        assert "code_challenge_methods_supported" not in document
        assert "scopes_supported" not in document

    def test_follows_the_name_it_is_called_by(self, application: Application) -> None:
        url = f"{application.sim.url}/.well-known/openid-configuration"

        answer = application.session.get(url, headers={"Host": "battle.test:8080"}, timeout=5)

        assert answer.json()["token_endpoint"] == "http://battle.test:8080/token"


class TestTheKeys:
    def test_are_spelt_as_battlenet_spells_them(self, application: Application) -> None:
        keys = application.session.get(f"{application.sim.url}/jwks/certs", timeout=5).json()["keys"]

        number = base64.b64decode(keys[0]["n"], validate=True)

        assert (number[0], len(number), keys[0]["n"][-1]) == (0, 257, "=")

    def test_never_show_what_is_private(self, application: Application) -> None:
        keys = application.session.get(f"{application.sim.url}/jwks", timeout=5).json()["keys"]

        assert set(keys[0]) == {"kty", "n", "e", "kid", "use", "alg"}

    @pytest.mark.parametrize(("keep_old", "count"), [(True, 2), (False, 1)])
    def test_are_others_after_a_rotation(
        self, application: Application, *, keep_old: bool, count: int
    ) -> None:
        before = application.session.get(f"{application.sim.url}/jwks", timeout=5).json()["keys"]

        application.sim.control.rotate_keys(keep_old=keep_old)

        after = application.session.get(f"{application.sim.url}/jwks", timeout=5).json()["keys"]
        assert len(after) == count
        assert after[0] != before[0]
        assert (before[0] in after) is keep_old


class TestTheSignInPage:
    def test_says_that_it_is_made_up_and_offers_the_cast(self, application: Application) -> None:
        page = application.session.get(application.address(), timeout=5)

        assert page.status_code == 200
        assert "Made-up Battle.net" in page.text
        assert all(f'value="{part}"' in page.text for part in application.sim.control.cast())
        assert 'value="deny"' in page.text

    def test_runs_no_script_and_loads_only_its_own_style(self, application: Application) -> None:
        page = application.session.get(application.address(), timeout=5)

        style = application.session.get(f"{application.sim.url}/authorize.css", timeout=5)

        assert "script" not in page.text
        assert "style=" not in page.text
        assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
        assert style.headers["content-type"].startswith("text/css")

    def test_prints_an_application_as_text(self, application: Application) -> None:
        page = application.session.get(application.address(client_id="<b>&\"'"), timeout=5)

        assert "<b>" not in page.text
        assert "&lt;b&gt;" in page.text

    def test_asks_for_characters_only_where_the_application_does(self, application: Application) -> None:
        page = application.session.get(application.address(scope="openid"), timeout=5)

        assert 'name="share"' not in page.text

    def test_answers_words_that_mean_nobody_with_a_sentence(self, application: Application) -> None:
        choice = {"be": "somebody", "somebody": "the <king>"}

        page = application.session.post(application.address(), data=choice, timeout=5)

        assert page.status_code == 400
        assert "&#39;the &lt;king&gt;&#39; is not a battletag" in page.text

    @pytest.mark.parametrize(
        "changes",
        [
            {"client_id": None},
            {"redirect_uri": None},
            {"redirect_uri": "javascript:alert(1)"},
            {"redirect_uri": "/only/a/path"},
            {"redirect_uri": "http:/no/host"},
            {"redirect_uri": f"{WAY_BACK}#part"},
            {"redirect_uri": "http://127.0.0.1:9/\r\nset-cookie: a=b"},
            {"redirect_uri": "http://[::1/"},
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_sends_nobody_to_an_address_it_cannot_trust(
        self, application: Application, changes: dict[str, str | None], method: str
    ) -> None:
        address = application.address(**changes)

        answer = application.session.request(
            method, address, data={"be": "officer"}, allow_redirects=False, timeout=5
        )

        assert (answer.status_code, answer.headers.get("location")) == (400, None)

    def test_takes_registered_addresses_to_the_letter(self, application: Application) -> None:
        application.sim.control.oauth(redirect_uris=[WAY_BACK])

        other = application.address(redirect_uri=f"{WAY_BACK}&more=1")

        assert application.code("officer")
        with pytest.raises(ControlError, match="not registered"):
            application.sim.control.sign_in(other, "officer")

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"response_type": "token"}, "unsupported_response_type"),
            ({"code_challenge_method": "plain"}, "invalid_request"),
            ({"code_challenge_method": None}, "invalid_request"),
        ],
    )
    def test_tells_the_application_what_it_asked_wrongly(
        self, application: Application, changes: dict[str, str | None], error: str
    ) -> None:
        answer = application.session.get(application.address(**changes), allow_redirects=False, timeout=5)

        assert landing(answer) == {"from": "battlenet", "error": error, "state": ASKED["state"]}


class TestAChoice:
    def test_leads_back_with_a_code_and_the_state(self, application: Application) -> None:
        form = {"be": "officer", "share": "on"}

        answer = application.session.post(application.address(), data=form, allow_redirects=False, timeout=5)

        words = landing(answer)
        assert answer.headers["location"].startswith(f"{WAY_BACK}&code=")
        assert (words["state"], set(words)) == (ASKED["state"], {"from", "code", "state"})

    def test_to_deny_leads_back_with_an_error_and_the_state(self, application: Application) -> None:
        words = application.sim.control.sign_in(application.address(), "deny")

        assert (words["error"], words["state"]) == ("access_denied", ASKED["state"])
        assert "code" not in words

    def test_may_be_anybody_by_battletag_or_by_character(self, application: Application) -> None:
        raider = application.sim.control.account("raider")
        main = raider["characters"][0]

        address = f"{main['region']}/{main['realm']}/{main['name']}"

        by_tag, by_character = application.sign_in(raider["battletag"]), application.sign_in(address)
        assert by_tag["sub"] == by_character["sub"] == str(raider["id"])


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


class TestTheLedger:
    def test_tells_the_steps_apart_and_counts_none_as_data(self, application: Application) -> None:
        application.sign_in("officer")

        report = application.sim.control.requests()

        assert set(report["by_endpoint"]) == {"oauth-authorize", "oauth-token"}
        assert report["by_client"] == {}

    def test_the_quota_is_not_spent_by_signing_in(self, application: Application) -> None:
        application.sim.control.limit(per_second=1)

        answers = [application.sign_in("officer") for _ in range(3)]

        assert all("access_token" in answer for answer in answers)


def test_a_world_too_small_for_a_part_says_so() -> None:
    with Simulator(members=1, characters=10) as tiny, pytest.raises(ControlError, match="plays the part"):
        tiny.control.account("officer")
