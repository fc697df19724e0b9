"""The quota of a client, as strict as Battle.net's: a sliding second and a sliding hour."""

import threading
from collections import deque
from dataclasses import dataclass

_HOUR_SECONDS = 3_600.0


@dataclass(frozen=True, slots=True)
class Limit:
    """Requests that a client may make; None is no limit. `retry_after` is sent as it is, if at all."""

    per_second: int | None = None
    per_hour: int | None = None
    retry_after: str | None = None


class Limiter:
    """Admits or refuses; refused requests do not use up the quota."""

    def __init__(self) -> None:
        self.limit = Limit()
        self._lock = threading.Lock()
        self._admitted: dict[str, deque[float]] = {}

    def admits(self, client: str, now: float) -> bool:
        """Say whether this client may make a request now (a monotonic second)."""
        limit = self.limit
        if limit.per_second is None and limit.per_hour is None:
            return True
        with self._lock:
            admitted = self._admitted.setdefault(client, deque())
            while admitted and admitted[0] <= now - _HOUR_SECONDS:
                admitted.popleft()
            if limit.per_hour is not None and len(admitted) >= limit.per_hour:
                return False
            if limit.per_second is not None and _within_second(admitted, now) >= limit.per_second:
                return False
            admitted.append(now)
            return True

    def set(self, limit: Limit) -> None:
        """Enforce another limit from now on."""
        with self._lock:
            self.limit = limit
            self._admitted.clear()


def _within_second(admitted: deque[float], now: float) -> int:
    count = 0
    for moment in reversed(admitted):
        if moment <= now - 1.0:
            break
        count += 1
    return count
