"""What people ask for most: counted in the process beside the other counts, read by who warms it."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

import redis
from redis.client import Pipeline

from webapp.caching.regions import Region

REMEMBERED = timedelta(hours=3)
"""Looks of so long count together; those of as long before still do."""
MOST_WORDS = 500
"""Different things that a process counts between two pushes, and that Redis keeps of a region and a span."""
_PREFIX = "muster:cache-looks:"


class Looks:
    """Looks that this process counted and has not told yet; a word says what was looked at, never by whom."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Region, str]] = Counter()
        self._lock = threading.Lock()

    def add(self, region: Region, word: str) -> None:
        """Count a look; of more things than are counted at once, those that came first."""
        with self._lock:
            if len(self._counts) < MOST_WORDS or (region, word) in self._counts:
                self._counts[region, word] += 1

    def tell(self, pushing: Pipeline, now: datetime) -> None:
        """Add what is counted to a pipeline; what is lost on the way is not missed."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        for (region, word), number in taken.items():
            pushing.zincrby(key_of(region, now), number, word)
        for key in {key_of(region, now) for region, _ in taken}:
            pushing.zremrangebyrank(key, 0, -MOST_WORDS - 1)
            pushing.expire(key, 2 * REMEMBERED)


def most_looked_at(
    connection: redis.Redis, region: Region, now: datetime, *, at_least: int, limit: int
) -> Sequence[str]:
    """Return what was looked at most of late, the most first; raises redis.RedisError."""
    reading = connection.pipeline(transaction=False)
    for moment in (now, now - REMEMBERED):
        reading.zrange(key_of(region, moment), 0, limit - 1, desc=True, withscores=True)
    total: Counter[str] = Counter()
    for found in cast("list[list[tuple[bytes, float]]]", reading.execute()):
        total.update({word.decode(): int(looks) for word, looks in found})
    return _ranked(total, at_least, limit)


def _ranked(total: Mapping[str, int], at_least: int, limit: int) -> Sequence[str]:
    ranked = sorted(total, key=lambda word: (-total[word], word))
    return [word for word in ranked[:limit] if total[word] >= at_least]


def key_of(region: Region, moment: datetime) -> str:
    """Return where the looks of a region's span stand."""
    return f"{_PREFIX}{region}:{int(moment.timestamp() // REMEMBERED.total_seconds())}"
