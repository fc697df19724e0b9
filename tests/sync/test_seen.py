"""Since when a service does not answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from webapp.lib.errors import ErrorWord
from webapp.sync.seen import (
    ASKED_AGAIN_AFTER,
    ASKED_AGAIN_SOONEST,
    BATTLENET,
    NO_ANSWER,
    REDIS,
    WARCRAFTLOGS,
    CallsNoted,
    Judgement,
    Sighting,
    judge,
    silent_too_long,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NEW = Sighting(name=REDIS, looked_at=NOON)


OWN, WHOLE = CallsNoted(ErrorWord.TIMEOUT), CallsNoted(ErrorWord.AUTH, is_of_service=True)


class TestCallsNoted:
    def test_an_answer_outweighs_what_came_before_and_after(self) -> None:
        answered = WHOLE.with_call(None, is_of_service=False)

        assert answered == answered.with_call(ErrorWord.AUTH, is_of_service=True) == CallsNoted(None)

    def test_trouble_of_the_service_outweighs_that_of_one_address(self) -> None:
        assert OWN.with_call(ErrorWord.AUTH, is_of_service=True) == WHOLE
        assert WHOLE.with_call(ErrorWord.TIMEOUT, is_of_service=False) == WHOLE


class TestJudge:
    def test_an_answer_and_trouble_of_the_service_need_no_witness(self) -> None:
        assert judge(CallsNoted(None), []) == Judgement()
        assert judge(WHOLE, []) == Judgement("auth")

    @pytest.mark.parametrize("number", [0, 1, 2])
    def test_one_or_two_that_fail_say_nothing(self, number: int) -> None:
        assert judge(OWN, [NOON] * number) is None

    def test_three_say_since_when(self) -> None:
        assert judge(OWN, [NOON, NOON + MINUTE, NOON + MINUTE]) == Judgement("timeout", NOON)


class TestSighting:
    def test_trouble_began_when_the_first_call_failed(self) -> None:
        assert NEW.seen(NOON + MINUTE, NO_ANSWER, NOON).trouble_since == NOON

    def test_trouble_counts_from_the_first_look_that_met_it(self) -> None:
        seen = NEW.seen(NOON, None).seen(NOON + MINUTE, NO_ANSWER).seen(NOON + 2 * MINUTE, NO_ANSWER)

        assert (seen.answered_at, seen.trouble_since, seen.looked_at) == (
            NOON,
            NOON + MINUTE,
            NOON + 2 * MINUTE,
        )

    def test_an_answer_ends_it(self) -> None:
        seen = NEW.seen(NOON, NO_ANSWER).seen(NOON + MINUTE, None)

        assert (seen.answered_at, seen.trouble_since, seen.trouble) == (NOON + MINUTE, None, None)

    def test_one_in_trouble_is_asked_again_after_a_while(self) -> None:
        assert NEW.seen(NOON, None).asked_again_at is None
        first = NEW.seen(NOON, NO_ANSWER)
        assert first.asked_again_at == NOON + ASKED_AGAIN_SOONEST
        assert first.seen(NOON + MINUTE, NO_ANSWER).asked_again_at == NOON + 2 * MINUTE
        assert (
            first.seen(NOON + 9 * MINUTE, NO_ANSWER).asked_again_at == NOON + 9 * MINUTE + ASKED_AGAIN_AFTER
        )


class TestSilentTooLong:
    def test_only_services_outside_that_are_in_trouble_and_were_not_asked_for_a_while(self) -> None:
        away, back = NEW.seen(NOON, NO_ANSWER), NEW.seen(NOON, None)
        seen = {
            REDIS: away,
            BATTLENET: replace(away, name=BATTLENET),
            WARCRAFTLOGS: replace(back, name=WARCRAFTLOGS),
        }

        assert silent_too_long(seen, NOON + ASKED_AGAIN_SOONEST / 2) == []
        assert silent_too_long(seen, NOON + ASKED_AGAIN_SOONEST) == [BATTLENET]
