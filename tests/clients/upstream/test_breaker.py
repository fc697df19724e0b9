"""Nobody is held up twice by what does not answer, and one call finds out when it does again."""

import pytest

from webapp.clients.upstream.breaker import Breaker

OPEN_FOR = 30.0


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands still."""
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    """Give a breaker after a call that took too long."""
    made = Breaker(OPEN_FOR, now=clock)
    assert made.lets_through()
    with pytest.raises(TimeoutError), made.watching(TimeoutError):
        raise TimeoutError
    return made


class TestBreaker:
    def test_after_a_call_that_took_too_long_nobody_calls(self, breaker: Breaker, clock: Clock) -> None:
        clock.seconds += OPEN_FOR - 1

        assert not breaker.lets_through()

    def test_then_one_tries_for_all(self, breaker: Breaker, clock: Clock) -> None:
        clock.seconds += OPEN_FOR

        assert [breaker.lets_through() for _ in range(3)] == [True, False, False]

    def test_whose_success_lets_all_through(self, breaker: Breaker, clock: Clock) -> None:
        clock.seconds += OPEN_FOR
        assert breaker.lets_through()
        with breaker.watching(TimeoutError):
            pass

        assert [breaker.lets_through() for _ in range(3)] == [True] * 3

    def test_and_whose_failure_keeps_all_back_again(self, breaker: Breaker, clock: Clock) -> None:
        clock.seconds += OPEN_FOR
        assert breaker.lets_through()
        clock.seconds += 6
        with pytest.raises(TimeoutError), breaker.watching(TimeoutError):
            raise TimeoutError

        clock.seconds += OPEN_FOR - 1
        assert not breaker.lets_through()

    def test_a_refusal_that_came_in_time_holds_nobody_up(self, breaker: Breaker, clock: Clock) -> None:
        clock.seconds += OPEN_FOR
        assert breaker.lets_through()
        with pytest.raises(ValueError, match="503"), breaker.watching(TimeoutError):
            raise ValueError("503")

        assert [breaker.lets_through() for _ in range(3)] == [True] * 3
