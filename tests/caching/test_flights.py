"""One loads, the others take what it got."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from webapp.caching.flights import Flights


class Slow:
    """A load that is under way until it is let go of."""

    def __init__(self) -> None:
        self.began, self.may_end, self.times = threading.Event(), threading.Event(), 0

    def __call__(self) -> str:
        self.times += 1
        self.began.set()
        assert self.may_end.wait(5)
        return "loaded"


class TestFlights:
    def test_who_asks_meanwhile_takes_what_the_first_loads(self) -> None:
        flights, load = Flights(), Slow()
        with ThreadPoolExecutor(8) as pool:
            first = pool.submit(flights.run, "a", load)
            assert load.began.wait(5)
            others = [pool.submit(flights.run, "a", load) for _ in range(7)]
            load.may_end.set()

            assert first.result() == ("loaded", True)
            assert {other.result()[0] for other in others} == {"loaded"}

    def test_who_needs_not_wait_goes_on_at_once(self) -> None:
        flights, load = Flights(), Slow()
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(flights.run_if_first, "a", load, lambda: "old")
            assert load.began.wait(5)

            assert flights.run_if_first("a", load, lambda: "old") == "old"
            load.may_end.set()
            assert first.result() == "loaded"
        assert load.times == 1

    def test_after_a_failure_the_next_loads(self) -> None:
        flights = Flights()

        def fail() -> str:
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            flights.run("a", fail)

        assert flights.run("a", lambda: "loaded") == ("loaded", True)
