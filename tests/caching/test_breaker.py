"""Redis is left alone while it fails, and looked at again by one."""

import pytest

from webapp.caching.breaker import CLOSED, FAILURES, ONE_PROBE, OPEN_FOR, Trouble

NOW = 1000.0


class TestBreaker:
    def test_while_all_is_well_everybody_asks(self) -> None:
        assert CLOSED.allows(NOW)
        assert CLOSED.probed(NOW) is CLOSED

    @pytest.mark.parametrize("trouble", [Trouble.HUNG, Trouble.SLOW, Trouble.FULL, Trouble.READ_ONLY])
    def test_an_answer_that_does_not_come_opens_it_at_once(self, trouble: Trouble) -> None:
        breaker = CLOSED.failed(trouble, NOW)

        assert breaker.is_open
        assert not breaker.allows(NOW + OPEN_FOR - 0.1)
        assert breaker.allows(NOW + OPEN_FOR)

    def test_refusals_open_it_after_three(self) -> None:
        breaker = CLOSED
        for number in range(FAILURES - 1):
            breaker = breaker.failed(Trouble.AWAY, NOW + number)

        assert breaker.allows(NOW + 2)
        assert not breaker.failed(Trouble.AWAY, NOW + 2).allows(NOW + 3)

    def test_one_looks_whether_it_is_over_and_the_others_wait(self) -> None:
        breaker = CLOSED.failed(Trouble.HUNG, NOW)
        later = NOW + OPEN_FOR

        assert not breaker.probed(later).allows(later)
        assert breaker.probed(later).allows(later + ONE_PROBE)

    def test_the_trouble_began_with_the_first_failure(self) -> None:
        breaker = CLOSED.failed(Trouble.AWAY, NOW).failed(Trouble.AWAY, NOW + 1).failed(Trouble.HUNG, NOW + 2)

        assert (breaker.since, breaker.trouble) == (NOW, Trouble.HUNG)
