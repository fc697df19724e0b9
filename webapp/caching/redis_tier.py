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
from webapp.caching.counters import Counters
from webapp.caching.entries import Entry, pack, unpack
from webapp.jobs.left_alone import DidNotAnswer
from webapp.lib import clock

T = TypeVar("T")
GENERATION_KEPT = timedelta(hours=30)
"""Longer than any entry lives: a generation that is gone is the first one again."""
SCANNED = 500
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
        self._unlock = client.register_script(_UNLOCK)

    def read(self, key: str, group: str | None) -> Found:
        """Return what stands under a key; raises BadEntry for what is no entry of ours."""

        def ask() -> list[object]:
            asking = self.client.pipeline(transaction=False)
            asking.get(self._prefix + key)
            asking.pttl(self._prefix + key)
            if group is not None:
                asking.get(self._generation_key(group))
            return cast("list[object]", asking.execute())

        stored, left, *generation = self._reading.run(ask)
        entry = None if stored is None else unpack(cast("bytes", stored), key, self._secret)
        now_is = cast("bytes | None", generation[0]) if generation else None
        return Found(entry, cast("int", left), now_is or b"")

    def write(self, key: str, entry: Entry, life: timedelta) -> None:
        """Keep an entry for so long."""
        stored = pack(entry, key, self._secret)
        self._writing.run(lambda: self.client.set(self._prefix + key, stored, px=life))

    def delete(self, key: str) -> None:
        """Let go of a key."""
        self._writing.run(lambda: self.client.delete(self._prefix + key))

    def delete_prefix(self, prefix: str) -> int:
        """Let go of all keys that begin so, a few at a time, and return their number."""

        def delete() -> int:
            pattern, deleted = _literally(self._prefix + prefix) + "*", 0
            batch: list[bytes] = []
            for key in self.client.scan_iter(pattern, count=SCANNED):
                batch.append(key)
                if len(batch) == SCANNED:
                    deleted += self.client.unlink(*batch)
                    batch.clear()
            return deleted + (self.client.unlink(*batch) if batch else 0)

        return self._writing.run(delete)

    def begin_generation(self, group: str) -> None:
        """Let every entry of a group be of the past, whoever is writing one just now."""
        word = secrets.token_hex(8)
        self._writing.run(lambda: self.client.set(self._generation_key(group), word, ex=GENERATION_KEPT))

    def lock(self, key: str) -> str | None:
        """Return the word with which to unlock a key again, or None where somebody else loads it."""
        word = secrets.token_hex(8)
        lock = self._lock_key(key)
        is_ours = self._writing.run(lambda: self.client.set(lock, word, nx=True, px=LOCK_LAPSES))
        return word if is_ours else None

    def unlock(self, key: str, word: str) -> None:
        """Let others load again, unless the lock lapsed and is somebody else's by now."""
        with contextlib.suppress(RedisAway):
            self._writing.run(lambda: self._unlock([self._lock_key(key)], [word]))

    def share(self, counters: Counters, now: datetime) -> None:
        """Add what this process counted to what all have."""
        self._writing.run(lambda: counters.push(self.client, now))

    def health(self) -> RedisHealth:
        """Return how Redis does."""
        return self._reading.health() or self._writing.health() or RedisHealth()

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
    if isinstance(error, NoAnswer | DidNotAnswer):
        return Trouble.HUNG
    if isinstance(error, OutOfMemoryError):
        return Trouble.FULL
    if isinstance(error, ReadOnlyError):
        return Trouble.READ_ONLY
    return Trouble.AWAY if isinstance(error, redis.ConnectionError) else Trouble.BROKEN


def _literally(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "*?[]\\^" else letter for letter in text)
