"""The tier in Redis: one round trip a read, a quarter of a second at most, a breaker for when it fails."""

import contextlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar, cast

import redis
import structlog
from redis.exceptions import OutOfMemoryError, ReadOnlyError
from redis.exceptions import TimeoutError as NoAnswer

from webapp.caching.breaker import CLOSED, Breaker, Trouble
from webapp.caching.counters import Counters, read_memory
from webapp.caching.entries import BadEntry, Entry, pack, unpack
from webapp.jobs.left_alone import DidNotAnswer, WasTooSlow
from webapp.jobs.patience import TooSlow
from webapp.lib import clock

T = TypeVar("T")
GENERATION_KEPT = timedelta(hours=30)
"""Longer than any entry lives: a generation that is gone is the first one again."""
SCANNED = 500
MOST_OF_ALL = 0.75
"""Of a Redis that has a limit the cache leaves the rest to others: bells must not be refused for its sake."""
LOCK_LAPSES = timedelta(seconds=3)
"""Who loads and is killed holds others up no longer."""
_UNLOCK = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""
log = structlog.get_logger()


class RedisAway(Exception):
    """Redis does not do what it was asked for now; whoever asked goes on without."""


@dataclass(frozen=True, slots=True)
class Found:
    """What Redis holds under a key, if anything, and the present generation of its group."""

    entry: Entry | None
    left_ms: int
    generation: bytes


@dataclass(frozen=True, slots=True)
class RedisHealth:
    """How Redis does, seen from this process; ``since`` is when the trouble began."""

    trouble: Trouble | None = None
    since: datetime | None = None


class RedisTier:
    """Reads and writes entries; every method raises RedisAway where Redis fails or is left alone.

    Reading and writing fail apart: a full Redis still answers, a replica too.
    """

    def __init__(self, client: redis.Redis, prefix: str, secret: bytes) -> None:
        self.client = client
        self._prefix = prefix
        self._secret = secret
        self._reading = _Guard(client)
        self._writing = _Guard(client)
        self._crowded_since: datetime | None = None

    def read(self, key: str, group: str | None) -> Found:
        """Return what stands under a key; raises BadEntry for what is no entry of ours."""

        def ask() -> list[object]:
            asking = self.client.pipeline(transaction=False)
            self._ask(asking, key, group)
            return cast("list[object]", asking.execute())

        return self._found(key, self._reading.run(ask))

    def lock_and_read(self, key: str, group: str | None) -> tuple[str | None, Found]:
        """Return the word with which to unlock a key again, and what stands under it once it is locked.

        The word is None where somebody else loads it. What is no entry of ours counts as none here.
        """
        word, lock = secrets.token_hex(8), self._lock_key(key)

        def ask() -> list[object]:
            asking = self.client.pipeline(transaction=False)
            asking.set(lock, word, nx=True, px=LOCK_LAPSES)
            self._ask(asking, key, group)
            return cast("list[object]", asking.execute())

        is_ours, *told = self._writing.run(ask)
        try:
            found = self._found(key, told)
        except BadEntry:
            found = self._found(key, [None, *told[1:]])
        return (word if is_ours else None), found

    def _ask(self, asking: "redis.client.Pipeline", key: str, group: str | None) -> None:
        asking.get(self._prefix + key)
        asking.pttl(self._prefix + key)
        if group is not None:
            asking.get(self._generation_key(group))

    def _found(self, key: str, told: list[object]) -> Found:
        stored, left, *generation = told
        entry = None if stored is None else unpack(cast("bytes", stored), key, self._secret)
        now_is = cast("bytes | None", generation[0]) if generation else None
        return Found(entry, cast("int", left), now_is or b"")

    def write(self, key: str, entry: Entry, life: timedelta, *, word: str | None = None) -> None:
        """Keep an entry for so long; with the ``word`` of its lock others may load it again.

        While Redis is nearly full, nothing is kept.
        """
        stored = pack(entry, key, self._secret)

        def keep() -> None:
            keeping = self.client.pipeline(transaction=False)
            if self._crowded_since is None:
                keeping.set(self._prefix + key, stored, px=life)
            if word is not None:
                keeping.eval(_UNLOCK, 1, self._lock_key(key), word)
            keeping.execute()

        self._writing.run(keep)

    def delete(self, key: str) -> None:
        """Let go of a key."""
        self._writing.run(lambda: self.client.delete(self._prefix + key))

    def delete_prefix(self, prefix: str, *, end: str = "") -> int:
        """Let go of all keys that begin and end so, a few at a time, and return their number."""

        def delete() -> int:
            pattern, deleted = f"{_literally(self._prefix + prefix)}*{_literally(end)}", 0
            batch: list[bytes] = []
            for key in self.client.scan_iter(pattern, count=SCANNED):
                batch.append(key)
                if len(batch) == SCANNED:
                    deleted += self.client.unlink(*batch)
                    batch.clear()
            return deleted + (self.client.unlink(*batch) if batch else 0)

        return self._writing.run(delete)

    def begin_generation(self, *groups: str) -> None:
        """Let every entry of these groups be of the past, whoever is writing one just now."""
        word = secrets.token_hex(8)

        def begin() -> None:
            beginning = self.client.pipeline(transaction=False)
            for group in groups:
                beginning.set(self._generation_key(group), word, ex=GENERATION_KEPT)
            beginning.execute()

        self._writing.run(begin)

    def unlock(self, key: str, word: str) -> None:
        """Let others load again, unless the lock lapsed and is somebody else's by now."""
        with contextlib.suppress(RedisAway):
            self._writing.run(lambda: self.client.eval(_UNLOCK, 1, self._lock_key(key), word))

    def share(self, counters: Counters, now: datetime) -> None:
        """Look how full Redis is, and add what this process counted to what all have."""
        memory = self._reading.run(lambda: read_memory(self.client))
        is_crowded = 0 < memory.limit_bytes * MOST_OF_ALL < memory.used_bytes
        self._crowded_since = (self._crowded_since or now) if is_crowded else None
        self._writing.run(lambda: counters.push(self.client, now))

    def health(self) -> RedisHealth:
        """Return how Redis does."""
        told = self._reading.health() or self._writing.health()
        if told is None and self._crowded_since is not None:
            return RedisHealth(Trouble.CROWDED, self._crowded_since)
        return told or RedisHealth()

    def _lock_key(self, key: str) -> str:
        return f"{self._prefix}lock:{key}"

    def _generation_key(self, group: str) -> str:
        return f"{self._prefix}generation:{group}"


class _Guard:
    """Runs commands unless Redis is left alone, and remembers how they went."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client
        self._breaker: Breaker = CLOSED
        self._lock = threading.Lock()

    def run(self, ask: Callable[[], T]) -> T:
        """Return the answer or raise RedisAway."""
        with self._lock:
            if not self._breaker.allows(time.monotonic()):
                raise RedisAway
            self._breaker = self._breaker.probed(time.monotonic())
        with self._noticing():
            return ask()

    def health(self) -> RedisHealth | None:
        """Return the trouble that there is, if any."""
        breaker = self._breaker
        if not breaker.is_open or breaker.since is None:
            return None
        ago = time.monotonic() - breaker.since
        return RedisHealth(breaker.trouble, clock.now() - timedelta(seconds=ago))

    @contextlib.contextmanager
    def _noticing(self) -> Iterator[None]:
        try:
            yield
        except redis.RedisError as error:
            trouble = trouble_of(error)
            if trouble is Trouble.READ_ONLY:
                self._client.connection_pool.disconnect()  # the name may lead to another server by now
            self._set(self._breaker.failed(trouble, time.monotonic()))
            raise RedisAway from error
        if self._breaker is not CLOSED:
            self._set(CLOSED)

    def _set(self, breaker: Breaker) -> None:
        with self._lock:
            was, self._breaker = self._breaker, breaker
        if was.is_open != breaker.is_open:
            trouble = breaker.trouble or was.trouble
            log.warning("cache_redis", trouble=trouble, is_back=not breaker.is_open)


def trouble_of(error: redis.RedisError) -> Trouble:
    """Return what an error of Redis means."""
    if isinstance(error, TooSlow | WasTooSlow):
        return Trouble.SLOW
    if isinstance(error, NoAnswer | DidNotAnswer):
        return Trouble.HUNG
    if isinstance(error, OutOfMemoryError):
        return Trouble.FULL
    if isinstance(error, ReadOnlyError):
        return Trouble.READ_ONLY
    return Trouble.AWAY if isinstance(error, redis.ConnectionError) else Trouble.BROKEN


def _literally(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "*?[]\\^" else letter for letter in text)
