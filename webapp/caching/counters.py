"""Count what the cache does: in the process, shared through Redis now and then, read back for a day.

Counting must cost nothing beside what is counted, so a process adds up in memory and pushes what it has at
most every quarter of a minute. Without Redis it goes on adding up and pushes later.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import redis

from webapp.caching.counts import (
    DAY,
    FIELDS,
    ByTier,
    Counts,
    RegionReport,
    Tier,
    read,
    report_regions,
    span_of,
    spans_of_day,
    written,
)
from webapp.caching.looks import Looks
from webapp.caching.regions import Region

SHARED_EVERY = 15.0
"""Seconds between two pushes of a process."""
KEPT_FOR = DAY + timedelta(hours=1)
TOTALS = "muster:cache-totals"
"""The hash that never begins anew while Redis lives: what Prometheus makes rates of."""
_PREFIX = "muster:cache-counts:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """How much a tier holds; a limit of 0 is none. ``entries`` is None where it is not counted."""

    used_bytes: int
    limit_bytes: int
    entries: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheReport:
    """What the cache did in the last 24 hours.

    ``is_shared`` is False where Redis could not be read: then the numbers are this process's alone.
    """

    taken_at: datetime
    is_shared: bool
    regions: tuple[RegionReport, ...]
    redis: Memory | None
    process: Memory


class Counters:
    """What this process counted and has not pushed yet."""

    def __init__(self) -> None:
        self.looks = Looks()
        self._counts: dict[tuple[Region, Tier], dict[str, int]] = {}
        self._lock = threading.Lock()
        self._next_push = time.monotonic() + SHARED_EVERY

    def add(self, region: Region, tier: Tier, field: str, number: int = 1) -> None:
        """Add to one of the fields of ``Counts``."""
        with self._lock:
            counts = self._counts.get((region, tier))
            if counts is None:
                counts = self._counts[region, tier] = dict.fromkeys(FIELDS, 0)
            counts[field] += number

    def loaded(self, region: Region, seconds: float) -> None:
        """Count a load and how long it took."""
        self.add(region, Tier.DATABASE, "loads")
        self.add(region, Tier.DATABASE, "load_micros", round(seconds * 1_000_000))

    def now(self) -> dict[tuple[Region, Tier], Counts]:
        """Return what is counted and not pushed."""
        with self._lock:
            return {where: Counts(**counts) for where, counts in self._counts.items()}

    def _take_back(self, taken: Mapping[tuple[Region, Tier], Mapping[str, int]]) -> None:
        """Count again what could not be pushed."""
        for (region, tier), numbers in taken.items():
            for field, number in numbers.items():
                self.add(region, tier, field, number)

    def is_due(self) -> bool:
        """Say whether it is time to push, and if so let no other thread do it."""
        if time.monotonic() < self._next_push:
            return False
        with self._lock:
            if time.monotonic() < self._next_push:
                return False
            self._next_push = time.monotonic() + SHARED_EVERY
            return bool(self._counts)

    def push(self, connection: redis.Redis, now: datetime) -> None:
        """Add what is counted to the present span's hash and to the totals; what cannot be is kept."""
        with self._lock:
            taken, self._counts = self._counts, {}
        counts = {where: Counts(**numbers) for where, numbers in taken.items()}
        key = key_of(span_of(now))
        try:
            pushing = connection.pipeline(transaction=True)
            for field, number in written(counts).items():
                pushing.hincrby(key, field, number)
                pushing.hincrby(TOTALS, field, number)
            pushing.expire(key, KEPT_FOR)
            self.looks.tell(pushing, now)
            pushing.execute()
        except redis.RedisError:
            self._take_back(taken)
            raise


def key_of(span: datetime) -> str:
    """Return the name of a span's hash."""
    return f"{_PREFIX}{span:%Y%m%d%H%M}"


def read_day(connection: redis.Redis, now: datetime) -> dict[datetime, ByTier]:
    """Return what all processes counted in the last 24 hours, by span; raises redis.RedisError."""
    spans = spans_of_day(now)
    reading = connection.pipeline(transaction=False)
    for span in spans:
        reading.hgetall(key_of(span))
    found = cast("list[dict[bytes, bytes]]", reading.execute())
    return {span: _read(hash_) for span, hash_ in zip(spans, found, strict=True)}


def read_totals(connection: redis.Redis) -> ByTier:
    """Return what all processes ever counted, as far as they pushed it; raises redis.RedisError."""
    return _read(cast("dict[bytes, bytes]", connection.hgetall(TOTALS)))


def _read(stored: dict[bytes, bytes]) -> ByTier:
    return read({field.decode(): int(number) for field, number in stored.items()})


def read_memory(connection: redis.Redis) -> Memory:
    """Return how much Redis holds of what it may; raises redis.RedisError."""
    told = cast("dict[str, int]", connection.info("memory"))
    return Memory(used_bytes=int(told["used_memory"]), limit_bytes=int(told.get("maxmemory", 0)))


def report(connection: redis.Redis, counters: Counters, process: Memory, now: datetime) -> CacheReport:
    """Return what the cache did; without Redis what this process knows."""
    try:
        spans, memory = read_day(connection, now), read_memory(connection)
    except redis.RedisError:
        own: dict[datetime, ByTier] = {span_of(now): counters.now()}
        alone = report_regions(own, is_redis_away=True)
        return CacheReport(taken_at=now, is_shared=False, regions=alone, redis=None, process=process)
    spans[span_of(now)] = _with_own(spans[span_of(now)], counters.now())
    told = report_regions(spans, is_redis_away=False)
    return CacheReport(taken_at=now, is_shared=True, regions=told, redis=memory, process=process)


def _with_own(shared: ByTier, own: ByTier) -> ByTier:
    return {where: shared.get(where, Counts()) + own.get(where, Counts()) for where in {*shared, *own}}
