"""Whoever comes back without proof is not signed in, is told so calmly, and learns nothing else."""

import pytest
from flask import Flask

from simulator import Simulator
from tests.accounts.attacks import ATTACKS, with_the_code_of_somebody_else
from tests.accounts.journeys import Journey, journey, people, sessions
from webapp.web.cookies import FORMS


@pytest.fixture
def victim(app: Flask, simulator: Simulator) -> Journey:
    """Give a browser in which nobody is signed in."""
    return journey(app, simulator)


@pytest.fixture
def attacker(app: Flask, simulator: Simulator) -> Journey:
    """Give another browser."""
    return journey(app, simulator)


class TestComingBack:
    @pytest.mark.parametrize("attack", ATTACKS)
    def test_without_proof_signs_nobody_in(
        self, app: Flask, victim: Journey, attacker: Journey, attack: str
    ) -> None:
        answer = ATTACKS[attack](victim, attacker)

        assert answer.status_code in {400, 502}
        assert (sessions(app), people(app), victim.cookie) == (0, [], None)

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_without_proof_is_told_calmly_in_our_words(
        self, victim: Journey, attacker: Journey, attack: str
    ) -> None:
        page = ATTACKS[attack](victim, attacker).text

        assert "You are not signed in" in page
        assert "Try again" in page
        for theirs in ("script>alert", "invalid_grant", "denied access", "Traceback", "mallory", "invalid_"):
            assert theirs not in page

    def test_a_second_time_is_refused_and_the_first_session_stays(self, app: Flask, victim: Journey) -> None:
        words = victim.choose(victim.depart())
        victim.come_back(words)

        again = victim.come_back(words)

        assert again.status_code == 400
        assert sessions(app) == 1

    def test_a_state_is_used_up_by_an_error_too(self, app: Flask, victim: Journey) -> None:
        words = victim.choose(victim.depart())
        victim.come_back(words, error="server_error")

        assert victim.come_back(words).status_code == 400
        assert sessions(app) == 0

    def test_with_the_cookie_from_before_is_refused_by_the_code(self, app: Flask, victim: Journey) -> None:
        words = victim.choose(victim.depart())
        before = victim.browser.get_cookie(FORMS)
        assert before is not None
        victim.come_back(words)
        thief = journey(app, victim.simulator)
        thief.browser.set_cookie(FORMS, before.value)

        assert thief.come_back(words).status_code == 400
        assert sessions(app) == 1

    def test_keeps_who_is_signed_in_already(self, app: Flask, victim: Journey, attacker: Journey) -> None:
        victim.sign_in()

        with_the_code_of_somebody_else(victim, attacker)

        assert victim.browser.get("/sign-in/outcome").status_code == 303
        assert sessions(app) == 1

    def test_tries_again_where_it_left_off(self, victim: Journey) -> None:
        words = victim.choose(victim.depart(region="kr", way_on="/guilds/"))

        page = victim.come_back(words, code="EUinvented").text

        assert '<option value="kr" selected>' in page
        assert 'name="next" value="/guilds/"' in page


class TestAnAilingBattleNet:
    @pytest.mark.parametrize("kind", ["oauth-token", "oauth-jwks"])
    @pytest.mark.parametrize("fault", ["close_without_answer", "truncate", "malformed_json"])
    def test_signs_nobody_in_on_the_way_back(
        self, app: Flask, victim: Journey, kind: str, fault: str
    ) -> None:
        victim.simulator.control.add_fault(fault, kind=kind)

        answer = victim.sign_in()

        assert answer.status_code in {400, 502, 503}
        assert "Try again" in answer.text
        assert sessions(app) == 0

    def test_is_said_before_anybody_is_sent_there(self, victim: Journey) -> None:
        victim.simulator.control.add_fault("status", status=503, kind="oauth-discovery")

        answer = victim.browser.post("/sign-in", data={"region": "eu", "next": "/guilds/"})

        assert answer.status_code == 503
        assert "cannot be asked just now" in answer.text
        assert 'name="next" value="/guilds/"' in answer.text

    def test_that_speaks_of_another_issuer_is_not_gone_to(self, victim: Journey) -> None:
        victim.simulator.control.add_fault("wrong_issuer", kind="oauth-discovery", count=1)

        answer = victim.browser.post("/sign-in", data={"region": "eu"})

        assert answer.status_code == 502
        assert victim.sign_in().status_code == 303
