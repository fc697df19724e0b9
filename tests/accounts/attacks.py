"""Ways to come back from Battle.net without proof of who one is."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

from werkzeug.test import TestResponse

from tests.accounts.journeys import Journey

Attack = Callable[[Journey, Journey], TestResponse]
"""What a victim's browser is made to do, with another browser at hand; the answer that it gets."""
HOSTILE = "<script>alert(1)</script>"


def without_a_state(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(victim.depart()), state=None)


def with_the_state_of_another_browser(victim: Journey, attacker: Journey) -> TestResponse:
    victim.depart()
    return victim.come_back(attacker.choose(attacker.depart()))


def in_a_browser_that_never_left(victim: Journey, attacker: Journey) -> TestResponse:
    return victim.come_back(attacker.choose(attacker.depart()))


def with_two_states(victim: Journey, _: Journey) -> TestResponse:
    words = victim.choose(victim.depart())
    query = urlencode({"code": words["code"], "state": [words["state"], "x"]}, doseq=True)
    return victim.browser.get(f"/sign-in/callback?{query}")


def after_ten_minutes(victim: Journey, _: Journey) -> TestResponse:
    words = victim.choose(victim.depart())
    with victim.browser.session_transaction() as kept:
        kept["sign_ins"] = [one | {"began": one["began"] - 601} for one in kept["sign_ins"]]
    return victim.come_back(words)


def with_a_code_that_has_lapsed(victim: Journey, _: Journey) -> TestResponse:
    victim.simulator.control.oauth(code_seconds=0)
    return victim.come_back(victim.choose(victim.depart()))


def naming_another_region(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(victim.depart(region="eu")), region="us")


def naming_another_way_on(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(victim.depart()), next="/elsewhere")


def with_an_error_in_the_providers_words(victim: Journey, _: Journey) -> TestResponse:
    victim.simulator.control.add_fault("callback_error", kind="oauth-authorize", value=HOSTILE)
    return victim.come_back(victim.choose(victim.depart()))


def with_an_error_beside_a_code(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(victim.depart()), error="access_denied")


def after_saying_no(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(victim.depart(), "deny"))


def with_the_code_of_somebody_else(victim: Journey, attacker: Journey) -> TestResponse:
    theirs = attacker.choose(attacker.depart(), "raider")
    return victim.come_back(victim.choose(victim.depart()), code=theirs["code"])


def with_a_code_that_was_never_given(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(victim.depart()), code="EUinvented")


def without_a_code(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(victim.depart()), code=None)


def without_pkce(victim: Journey, _: Journey) -> TestResponse:
    address = re.sub(r"&code_challenge(_method)?=[^&]+", "", victim.depart())
    assert "challenge" not in address
    return victim.come_back(victim.choose(address))


def with_another_nonce(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(re.sub(r"nonce=[^&]+", "nonce=x", victim.depart())))


def without_a_nonce(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(re.sub(r"&nonce=[^&]+", "", victim.depart())))


def from_another_issuer(victim: Journey, _: Journey) -> TestResponse:
    return victim.come_back(victim.choose(victim.depart()), iss="https://mallory.invalid")


def from_two_issuers(victim: Journey, _: Journey) -> TestResponse:
    words = victim.choose(victim.depart())
    ours = victim.simulator.url
    query = urlencode({"code": words["code"], "state": words["state"], "iss": [ours, ours]}, doseq=True)
    return victim.browser.get(f"/sign-in/callback?{query}")


def falsely(action: str) -> Attack:
    """Return a round at the end of which the provider's token is false in one way."""

    def come_back(victim: Journey, _: Journey) -> TestResponse:
        victim.simulator.control.add_fault(action, kind="oauth-token")
        return victim.come_back(victim.choose(victim.depart()))

    return come_back


ATTACKS: dict[str, Attack] = {
    attack.__name__: attack
    for attack in (
        without_a_state,
        with_the_state_of_another_browser,
        in_a_browser_that_never_left,
        with_two_states,
        after_ten_minutes,
        with_a_code_that_has_lapsed,
        naming_another_region,
        naming_another_way_on,
        with_an_error_in_the_providers_words,
        with_an_error_beside_a_code,
        after_saying_no,
        with_the_code_of_somebody_else,
        with_a_code_that_was_never_given,
        without_a_code,
        without_pkce,
        with_another_nonce,
        without_a_nonce,
        from_another_issuer,
        from_two_issuers,
    )
} | {
    action: falsely(action)
    for action in (
        "wrong_nonce",
        "wrong_issuer",
        "wrong_audience",
        "expired_id_token",
        "bad_signature",
        "unsigned_id_token",
        "no_id_token",
    )
}
