"""Signing in at Battle.net from end to end: an honest provider is understood, a false one is not believed."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from simulator import Simulator
from tests.support.upstream import SECRET
from webapp.clients.battlenet import (
    BattleNetAccess,
    BattleNetError,
    NotProven,
    Person,
    Return,
    SignIn,
    Unauthorised,
    Unavailable,
    sign_in_from,
)
from webapp.clients.battlenet.provider import DEADLINE
from webapp.clients.battlenet.sign_in import person_of

WAY_BACK = "http://127.0.0.1:9/sign-in/callback"
ELSEWHERE = "http://127.0.0.1:9/elsewhere"


@pytest.fixture
def door(simulator: Simulator) -> Iterator[SignIn]:
    """Give the sign-in of a product that is registered at the simulator."""
    access = BattleNetAccess(client_id="muster", client_secret=SECRET, oauth_base=simulator.url)
    made = sign_in_from(access)
    yield made
    made.close()


def brought_back(simulator: Simulator, door: SignIn, who: str = "officer", *, consent: bool = True) -> Return:
    """Go to the provider as somebody, and return what the browser brings back."""
    departure = door.depart(WAY_BACK)
    words = simulator.control.sign_in(departure.url, who, consent=consent)
    assert words["state"] == departure.state
    return Return(
        code=words["code"],
        issuer=words.get("iss"),
        nonce=departure.nonce,
        verifier=departure.verifier,
        redirect_uri=WAY_BACK,
    )


def sign_in(simulator: Simulator, door: SignIn, who: str = "officer", *, consent: bool = True) -> Person:
    """Go all the way round."""
    return door.arrive(brought_back(simulator, door, who, consent=consent))


class TestDeparture:
    def test_asks_with_a_challenge_a_state_and_a_nonce(self, door: SignIn) -> None:
        departure = door.depart(WAY_BACK)

        asked = parse_qs(urlsplit(departure.url).query)
        assert asked["scope"] == ["openid wow.profile"]
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["redirect_uri"] == [WAY_BACK]
        assert (asked["state"], asked["nonce"]) == ([departure.state], [departure.nonce])
        assert departure.verifier not in departure.url

    def test_no_two_are_alike(self, door: SignIn) -> None:
        one, other = door.depart(WAY_BACK), door.depart(WAY_BACK)

        assert {one.state, one.nonce, one.verifier}.isdisjoint({other.state, other.nonce, other.verifier})

    def test_its_secrets_are_in_no_representation(self, door: SignIn) -> None:
        departure = door.depart(WAY_BACK)

        assert departure.verifier not in repr(departure)

    def test_the_provider_is_asked_once_for_its_addresses(self, door: SignIn, simulator: Simulator) -> None:
        for _ in range(3):
            door.depart(WAY_BACK)

        assert simulator.control.count("oauth-discovery") == 1


class TestAnHonestProvider:
    def test_tells_who_came_back(self, door: SignIn, simulator: Simulator) -> None:
        officer = simulator.control.account("officer")

        person = sign_in(simulator, door)

        assert (person.bnet_id, person.battletag) == (officer["id"], officer["battletag"])
        assert person.shares_characters
        assert person.token not in repr(person)

    def test_says_that_characters_are_not_shared(self, door: SignIn, simulator: Simulator) -> None:
        assert not sign_in(simulator, door, consent=False).shares_characters

    @pytest.mark.parametrize("plain", [True, False])
    def test_may_spell_its_keys_either_way_and_change_them(
        self, door: SignIn, simulator: Simulator, *, plain: bool
    ) -> None:
        simulator.control.oauth(plain_keys=plain)
        before = sign_in(simulator, door)

        simulator.control.rotate_keys(keep_old=False)

        assert sign_in(simulator, door).bnet_id == before.bnet_id


class TestAFalseReturn:
    @pytest.mark.parametrize(
        "change",
        [
            {"code": "EUnever-given"},
            {"verifier": "v" * 64},
            {"verifier": ""},
            {"nonce": "of-another-sign-in"},
            {"nonce": ""},
            {"issuer": "https://mallory.invalid"},
            {"redirect_uri": ELSEWHERE},
        ],
        ids=str,
    )
    def test_is_not_believed(self, door: SignIn, simulator: Simulator, change: dict[str, str]) -> None:
        back = brought_back(simulator, door)

        with pytest.raises(NotProven):
            door.arrive(replace(back, **change))

    def test_cannot_use_a_code_twice(self, door: SignIn, simulator: Simulator) -> None:
        back = brought_back(simulator, door)
        door.arrive(back)

        with pytest.raises(NotProven, match="code_refused"):
            door.arrive(back)


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
            "no_id_token",
        ],
    )
    def test_is_noticed_in_the_id_token(self, door: SignIn, simulator: Simulator, action: str) -> None:
        simulator.control.add_fault(action, kind="oauth-token")

        with pytest.raises(NotProven):
            sign_in(simulator, door)

    def test_whose_keys_were_false_once_is_asked_again(self, door: SignIn, simulator: Simulator) -> None:
        simulator.control.add_fault("other_keys", kind="oauth-jwks", count=1)
        with pytest.raises(NotProven, match="BadSignature"):
            sign_in(simulator, door)

        assert sign_in(simulator, door).bnet_id == simulator.control.account("officer")["id"]


class TestAnAilingProvider:
    @pytest.mark.parametrize("kind", ["oauth-jwks", "oauth-token", "oauth-discovery"])
    @pytest.mark.parametrize(
        "fault",
        [
            {"action": "status", "status": 503},
            {"action": "status", "status": 500, "body": "html"},
            {"action": "status", "status": 403, "body": "html"},
            {"action": "close_without_answer"},
            {"action": "truncate"},
            {"action": "redirect"},
            {"action": "html_200"},
            {"action": "huge", "mebibytes": 2.0},
        ],
        ids=lambda fault: f"{fault['action']} {fault.get('status', '')}",
    )
    def test_is_an_error_that_callers_know_and_signs_nobody_in(
        self, door: SignIn, simulator: Simulator, kind: str, fault: dict[str, Any]
    ) -> None:
        simulator.control.add_fault(**fault, kind=kind)

        with pytest.raises((BattleNetError, NotProven)):
            sign_in(simulator, door)

    @pytest.mark.parametrize("kind", ["oauth-token", "oauth-discovery"])
    def test_that_never_ends_its_answer_is_given_up(
        self, door: SignIn, simulator: Simulator, kind: str
    ) -> None:
        simulator.control.add_fault("drip", kind=kind, interval_ms=100)
        started = time.monotonic()

        with pytest.raises(Unavailable):
            sign_in(simulator, door)

        if kind == "oauth-discovery":
            with pytest.raises(Unavailable, match="just now"):
                door.depart(WAY_BACK)

        assert time.monotonic() - started < DEADLINE + 1

    def test_may_come_back(self, door: SignIn, simulator: Simulator) -> None:
        simulator.control.add_fault("status", status=503, kind="oauth-discovery", count=1)
        with pytest.raises(Unavailable):
            sign_in(simulator, door)

        assert sign_in(simulator, door).shares_characters

    def test_that_does_not_know_our_client_is_an_operators_trouble(self, simulator: Simulator) -> None:
        door = sign_in_from(BattleNetAccess(client_id="muster", client_secret="", oauth_base=simulator.url))

        with pytest.raises(Unauthorised, match="refused the client id"):
            sign_in(simulator, door)

        door.close()


class TestPersonOf:
    @pytest.mark.parametrize("sub", [None, 7, "", "-1", "0", "1e3", "\u0663", str(2**63), "9" * 5000])
    def test_what_is_no_account_number_is_not_believed(self, sub: object) -> None:
        with pytest.raises(NotProven, match="no_account_number"):
            person_of({"access_token": "EUt"}, {"sub": sub})

    @pytest.mark.parametrize("tag", [None, 7, "", "x" * 65, "a\0b#1", "a\ud800#1", "\u202eevil#1", "a\nb#1"])
    def test_a_tag_that_cannot_be_one_is_none(self, tag: object) -> None:
        person = person_of({"access_token": "EUt"}, {"sub": str(2**63 - 1), "battle_tag": tag})

        assert (person.bnet_id, person.battletag) == (2**63 - 1, None)

    @pytest.mark.parametrize(
        ("scope", "shares"),
        [
            ("openid wow.profile", True),
            ("openid", False),
            ("", False),
            (["openid", "wow.profile"], True),
            (["openid"], False),
            (None, True),
            ("openid wow.profiles", False),
        ],
    )
    def test_the_consent_is_what_the_scope_says(self, scope: object, *, shares: bool) -> None:
        person = person_of({"access_token": "EUt", "scope": scope}, {"sub": "7"})

        assert person.shares_characters is shares
