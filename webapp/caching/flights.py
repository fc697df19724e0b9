"""Single flight within a process: of all who miss a thing one loads it, the others take what it got."""

import threading
from collections.abc import Callable
from typing import Any

WAITS_FOR = 10.0
"""Seconds that others wait before they load for themselves."""


class _Flight:
    """One load under way, and what came of it."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.result: Any = None
        self.is_good = False


class Flights:
    """The loads that are under way in this process."""

    def __init__(self) -> None:
        self._under_way: dict[str, _Flight] = {}
        self._lock = threading.Lock()

    def run(self, key: str, load: Callable[[], Any]) -> tuple[Any, bool]:
        """Return what was loaded, and whether it was loaded here; after a failure each loads alone."""
        flight, is_first = self._board(key)
        if is_first:
            return self._fly(key, flight, load), True
        if not flight.done.wait(WAITS_FOR) or not flight.is_good:
            return load(), True
        return flight.result, False

    def run_if_first(self, key: str, load: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
        """Return what was loaded here, or something else at once where somebody loads it already."""
        flight, is_first = self._board(key)
        return self._fly(key, flight, load) if is_first else otherwise()

    def _board(self, key: str) -> tuple[_Flight, bool]:
        with self._lock:
            flight = self._under_way.get(key)
            if flight is not None:
                return flight, False
            flight = self._under_way[key] = _Flight()
            return flight, True

    def _fly(self, key: str, flight: _Flight, load: Callable[[], Any]) -> Any:
        try:
            flight.result = load()
            flight.is_good = True
        finally:
            with self._lock:
                del self._under_way[key]
            flight.done.set()
        return flight.result
