"""A circuit breaker: after a call that held somebody up in vain, nobody else is held up for a while."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Breaker:
    """Open for a while after a call that took too long; then one call tries for all. Threads share it."""

    def __init__(self, open_for: float, *, now: Callable[[], float] = time.monotonic) -> None:
        self._open_for = open_for
        self._now = now
        self._lock = threading.Lock()
        self._tries_at: float | None = None

    def lets_through(self) -> bool:
        """Say whether to call; who is let through after a failure keeps all others back meanwhile."""
        with self._lock:
            if self._tries_at is None:
                return True
            if self._now() < self._tries_at:
                return False
            self._tries_at = self._now() + self._open_for
            return True

    @contextmanager
    def watching(self, too_long: type[Exception]) -> Iterator[None]:
        """Open where a call ends with ``too_long``; any other end came in time, and closes."""
        try:
            yield
        except too_long:
            self._tries_at = self._now() + self._open_for
            raise
        except BaseException:
            self._tries_at = None
            raise
        self._tries_at = None
