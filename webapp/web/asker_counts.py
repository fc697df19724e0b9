"""How often each token and each person asked this minute: counted here, told to Redis fifty at a time.

To ask Redis at each request would cost a poll or a warm page more than all the rest of it. So each
process may let through fifty more of each than the rule says; without Redis each counts for itself.
"""

import threading
from dataclasses import dataclass

import redis
import structlog

TELL_EVERY = 50
WINDOW_SECONDS = 60
_KEPT_SECONDS = 2 * WINDOW_SECONDS
MOST_REMEMBERED = 10_000
"""Askers of whom a process knows a count; then it begins anew."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of a limit is used, this request included; ``wait`` and ``window`` are seconds."""

    limit: int
    count: int
    wait: int
    window: int = WINDOW_SECONDS

    @property
    def remaining(self) -> int:
        """How many requests are left in this window."""
        return max(0, self.limit - self.count)

    @property
    def is_too_much(self) -> bool:
        """Whether this request is one too many."""
        return self.count > self.limit


@dataclass(slots=True)
class _Minute:
    number: int
    known: int = 0
    untold: int = 0


class AskerCounts:
    """The counts of one process; threads share it."""

    def __init__(self, connection: redis.Redis) -> None:
        self._redis = connection
        self._lock = threading.Lock()
        self._minutes: dict[str, _Minute] = {}

    def count(self, asker: str, limit: int, now: float) -> Counted:
        """Count a request of an asker, such as ``person:7``, at a moment in seconds since 1970."""
        number, second = divmod(int(now), WINDOW_SECONDS)
        with self._lock:
            minute = self._minute(asker, number)
            minute.untold += 1
            is_first = minute.known == 0 and minute.untold == 1
            told = minute.untold if is_first or minute.untold >= TELL_EVERY else 0
            minute.known += told
            minute.untold -= told
        if told:
            self._tell(asker, minute, told)
        return Counted(limit=limit, count=minute.known + minute.untold, wait=WINDOW_SECONDS - second)

    def _minute(self, asker: str, number: int) -> _Minute:
        minute = self._minutes.get(asker)
        if minute is None or minute.number != number:
            if len(self._minutes) >= MOST_REMEMBERED:
                self._minutes.clear()
            minute = self._minutes[asker] = _Minute(number)
        return minute

    def _tell(self, asker: str, minute: _Minute, told: int) -> None:
        """Add ours to the count of all processes, and learn theirs; never fails."""
        key = f"muster:limits:{asker}:{minute.number}"
        try:
            telling = self._redis.pipeline(transaction=False)
            telling.incrby(key, told)
            telling.expire(key, _KEPT_SECONDS)
            total = int(telling.execute()[0])
        except redis.RedisError as error:
            log.warning("limit_count_not_shared", error=type(error).__name__)
            return
        with self._lock:
            minute.known = max(minute.known, total)
