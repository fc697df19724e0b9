"""Whether and when to try again: full jitter, a budget for the process, a watch over refusals."""

import random
import threading

ATTEMPTS = 3
_FIRST_DELAY = 0.25
_LONGEST_DELAY = 4.0
_REFUSALS_OF_DIFFERENT_RESOURCES = 5


class RetryBudget:
    """At most a tenth of a process's calls are retries, so that an outage is not made worse."""

    def __init__(self, *, share: float = 0.1, reserve: float = 10.0) -> None:
        self._share = share
        self._reserve = reserve
        self._left = reserve
        self._lock = threading.Lock()

    def deposit(self) -> None:
        """Count a call that was made for the first time."""
        with self._lock:
            self._left = min(self._reserve, self._left + self._share)

    def withdraw(self) -> bool:
        """Tell whether a retry may be made, and count it."""
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True


class RefusalWatch:
    """Notices that 403 has stopped being about single resources."""

    def __init__(self) -> None:
        self._paths: set[str] = set()
        self._lock = threading.Lock()

    def is_refused_everywhere(self, path: str) -> bool:
        """Count a 403; tell whether enough different resources were refused with no success between."""
        with self._lock:
            self._paths.add(path)
            return len(self._paths) >= _REFUSALS_OF_DIFFERENT_RESOURCES

    def clear(self) -> None:
        """Forget them: something was answered."""
        if self._paths:
            with self._lock:
                self._paths.clear()


def delay_before(attempt: int, retry_after: float | None) -> float:
    """Return the seconds to wait before an attempt (2 or 3): full jitter, never sooner than asked."""
    jitter = random.uniform(0, min(_LONGEST_DELAY, _FIRST_DELAY * 2 ** (attempt - 1)))
    return max(jitter, retry_after or 0.0)
