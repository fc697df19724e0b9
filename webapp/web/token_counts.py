"""How often each token asked this minute: counted in the process, told to Redis a score at a time.

To ask Redis at each request would cost a program's poll more than all the rest of it. So all processes
together may let through a score more of each than the rule says; without Redis each counts for itself.
"""

import threading
from dataclasses import dataclass

import redis
import structlog

TELL_EVERY = 20
WINDOW_SECONDS = 60
_KEPT_SECONDS = 2 * WINDOW_SECONDS
MOST_REMEMBERED = 10_000
"""Tokens of which a process knows a count; then it begins anew."""
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


class TokenCounts:
    """The counts of one process; threads share it."""

    def __init__(self, connection: redis.Redis) -> None:
        self._redis = connection
        self._lock = threading.Lock()
        self._minutes: dict[int, _Minute] = {}

    def count(self, token_id: int, limit: int, now: float) -> Counted:
        """Count a request of a token at a moment in seconds since 1970."""
        number, second = divmod(int(now), WINDOW_SECONDS)
        with self._lock:
            minute = self._minute(token_id, number)
            minute.untold += 1
            is_first = minute.known == 0 and minute.untold == 1
            told = minute.untold if is_first or minute.untold >= TELL_EVERY else 0
            minute.known += told
            minute.untold -= told
        if told:
            self._tell(token_id, minute, told)
        return Counted(limit=limit, count=minute.known + minute.untold, wait=WINDOW_SECONDS - second)

    def _minute(self, token_id: int, number: int) -> _Minute:
        minute = self._minutes.get(token_id)
        if minute is None or minute.number != number:
            if len(self._minutes) >= MOST_REMEMBERED:
                self._minutes.clear()
            minute = self._minutes[token_id] = _Minute(number)
        return minute

    def _tell(self, token_id: int, minute: _Minute, told: int) -> None:
        """Add ours to the count of all processes, and learn theirs; never fails."""
        key = f"muster:limits:token:{token_id}:{minute.number}"
        try:
            telling = self._redis.pipeline(transaction=False)
            telling.incrby(key, told)
            telling.expire(key, _KEPT_SECONDS)
            total = int(telling.execute()[0])
        except redis.RedisError as error:
            log.warning("token_count_not_shared", error=type(error).__name__)
            return
        with self._lock:
            minute.known = max(minute.known, total)
