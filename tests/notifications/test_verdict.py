"""What becomes of a delivery after an attempt."""

from datetime import timedelta

import pytest

from tests.support.roll import NOON
from webapp.notifications.verdict import PAUSES, Attempt, State, judge


class TestJudge:
    @pytest.mark.parametrize("status", [200, 204])
    def test_what_was_taken_is_sent(self, status: int) -> None:
        assert judge(Attempt(status=status), 1, NOON).state is State.SENT

    @pytest.mark.parametrize("status", [401, 403, 404])
    def test_a_webhook_that_is_gone_is_dead_at_once(self, status: int) -> None:
        verdict = judge(Attempt(status=status), 1, NOON)

        assert (verdict.state, verdict.is_dead) == (State.FAILED, True)

    @pytest.mark.parametrize(("asked", "seconds"), [(2.5, 2.5), (None, 60), (0.0, 1), (1e12, 3600)])
    def test_429_waits_as_long_as_it_says_within_reason(self, asked: float | None, seconds: float) -> None:
        verdict = judge(Attempt(status=429, retry_after=asked), 99, NOON)

        assert (verdict.state, verdict.wait) == (State.WAITING, True)
        assert verdict.due_at == NOON + timedelta(seconds=seconds)

    @pytest.mark.parametrize("status", [500, 503, None])
    def test_trouble_is_tried_again_with_longer_pauses_and_then_given_up(self, status: int | None) -> None:
        verdicts = [judge(Attempt(status=status), number, NOON) for number in range(1, len(PAUSES) + 2)]

        assert [one.due_at for one in verdicts] == [*(NOON + pause for pause in PAUSES), None]
        assert verdicts[-1].state is State.FAILED

    def test_what_may_have_arrived_is_never_sent_again(self) -> None:
        assert judge(Attempt(may_have_arrived=True), 1, NOON).state is State.UNKNOWN

    @pytest.mark.parametrize("status", [302, 400])
    def test_any_other_answer_ends_it(self, status: int) -> None:
        verdict = judge(Attempt(status=status), 1, NOON)

        assert (verdict.state, verdict.is_dead) == (State.FAILED, False)
