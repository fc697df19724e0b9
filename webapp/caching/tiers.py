"""Ask the fastest tier first: the process's memory, Redis, then one reader who loads for all from rows."""

import contextlib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from webapp.caching.counters import Counters
from webapp.caching.counts import Tier
from webapp.caching.entries import LARGEST, Age, BadEntry, Entry, Fetched, age_of, life_of
from webapp.caching.flights import Flights
from webapp.caching.memory import Kept, Memory
from webapp.caching.questions import Question
from webapp.caching.redis_tier import LOCK_LAPSES, Found, RedisAway, RedisTier
from webapp.lib import clock

T = TypeVar("T")
Load = Callable[[], Fetched[T]]
LOOKS_AGAIN = 0.02
"""Seconds between two looks whether another process has loaded what is waited for."""
_NO_TIME = timedelta(0)
_NOTHING = Found(None, 0, b"")


class Tiers:
    """The tiers of one process; whatever fails, a question is answered."""

    def __init__(
        self, redis_tier: RedisTier, *, memory: int, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.counters = Counters()
        self.memory = Memory[str](memory)
        self.redis = redis_tier
        self.monotonic = monotonic
        self._flights = Flights()

    def ask(self, question: Question[T], load: Load[T]) -> T:
        """Return the answer from the fastest tier that has it, or load it once for all who ask."""
        kept = self.memory.get(question.name, self.monotonic())
        if kept is not None and self.monotonic() < kept.asks_at:
            self._count(question, Tier.PROCESS, "hits")
            return _value(question, kept)
        try:
            found = self.find(question)
        except RedisAway:
            return self._alone(question, kept, load)
        age = _age(question, found)
        if age is Age.FRESH:
            return self.take(question, found)
        if age is Age.STALE:
            return self._renew(question, found, load)
        flight = question.name + found.generation.hex()  # who asks after a press takes nothing from before it
        return self._fly(question, flight, lambda: self._load_for_all(question, load))

    def kept_here(self, question: Question[T]) -> T | None:
        """Return the very object in memory, uncounted, until it is time to ask Redis about it."""
        now = self.monotonic()
        kept = self.memory.get(question.name, now) if question.codec.is_frozen else None
        return kept.value if kept is not None and now < kept.asks_at else None

    def find(self, question: Question[Any]) -> Found:
        """Read Redis; an entry of another generation is none. Raises RedisAway."""
        if question.rule.in_process:
            self._count(question, Tier.PROCESS, "misses")
        self._share_counts()
        try:
            found = self.redis.read(question.name, question.group)
        except BadEntry:
            self._count(question, Tier.REDIS, "errors")
            return _NOTHING
        except RedisAway:
            self._count(question, Tier.REDIS, "errors")
            raise
        present = _of_now(found)
        if present.entry is not None and _age(question, present) is not Age.GONE:
            return present
        self._count(question, Tier.REDIS, "misses")
        return Found(None, 0, found.generation)

    def take(self, question: Question[T], found: Found) -> T:
        """Return what Redis holds, and keep it here too while it is fresh."""
        is_fresh = _age(question, found) is Age.FRESH
        self._count(question, Tier.REDIS, "hits" if is_fresh else "stale_hits")
        payload = b"" if found.entry is None else found.entry.payload
        value = question.codec.load(payload)
        if is_fresh:
            self._remember(question, value, payload, timedelta(milliseconds=found.left_ms))
        return value

    def keep(
        self,
        question: Question[T],
        fetched: Fetched[T],
        generation: bytes | None,
        *,
        word: str | None = None,
    ) -> bool:
        """Keep a value as long as it may be kept; ``generation`` is None where Redis is away.

        With the ``word`` of its lock others may load it again from then on.
        """
        rule = question.rule
        life = life_of(fetched, fresh_for=rule.fresh_for, stale_for=rule.stale_for)
        payload = question.codec.dump(fetched.value) if life > _NO_TIME else b""
        if life <= _NO_TIME or len(payload) > LARGEST:
            self._unlock(question, word)
            return False
        self._remember(question, fetched.value, payload, life)
        if generation is not None:
            try:
                self.redis.write(question.name, Entry(payload, generation), life, word=word)
            except RedisAway:
                self._count(question, Tier.REDIS, "errors")
        return True

    def _renew(self, question: Question[T], found: Found, load: Load[T]) -> T:
        """Let the first who meets a stale value load a new one; all others are shown the old one at once."""

        def renew() -> T:
            try:
                word, again = self.lock_and_read(question)
            except RedisAway:
                return self.take(question, found)
            return self.take(question, found) if word is None else self._locked(question, word, again, load)

        value: T = self._flights.run_if_first(question.name, renew, lambda: self.take(question, found))
        return value

    def _load_for_all(self, question: Question[T], load: Load[T]) -> T:
        """Load while no other process does; wait for its answer, and if none comes load all the same."""
        until = time.monotonic() + 2 * LOCK_LAPSES.total_seconds()
        try:
            word, found = self.lock_and_read(question)
            while word is None and time.monotonic() < until:
                if found.entry is not None:
                    return self.take(question, found)
                time.sleep(LOOKS_AGAIN)
                word, found = self.lock_and_read(question)
        except RedisAway:
            return self._load(question, None, load)
        if word is None:
            return self._load(question, found.generation, load)
        return self._locked(question, word, found, load)

    def _locked(self, question: Question[T], word: str, found: Found, load: Load[T]) -> T:
        """Load as the one who has the lock, unless another did between the first look and the lock."""
        if found.entry is not None and _age(question, found) is Age.FRESH:
            self._unlock(question, word)
            return self.take(question, found)
        return self._load(question, found.generation, load, word)

    def lock_and_read(self, question: Question[Any]) -> tuple[str | None, Found]:
        """Look again with the lock, uncounted: it is the same question. Raises RedisAway."""
        word, found = self.redis.lock_and_read(question.name, question.group)
        return word, _of_now(found)

    def look(self, question: Question[Any]) -> Found:
        """Return what Redis holds, uncounted. Raises RedisAway."""
        try:
            return _of_now(self.redis.read(question.name, question.group))
        except BadEntry:
            return _NOTHING

    def _unlock(self, question: Question[Any], word: str | None) -> None:
        if word is not None:
            self.redis.unlock(question.name, word)

    def _alone(self, question: Question[T], kept: Kept | None, load: Load[T]) -> T:
        """Answer without Redis: from memory as long as that is fresh, or while somebody here renews it."""
        now = self.monotonic()
        if kept is not None and now < kept.fresh_until:
            self._count(question, Tier.PROCESS, "hits")
            return _value(question, kept)

        def renew() -> T:
            again = self.memory.get(question.name, self.monotonic())
            if again is not None and self.monotonic() < again.fresh_until:
                return _value(question, again)
            return self._load(question, None, load)

        if kept is None:
            return self._fly(question, question.name, renew)
        value: T = self._flights.run_if_first(question.name, renew, lambda: self._stale(question, kept))
        return value

    def _stale(self, question: Question[T], kept: Kept) -> T:
        self._count(question, Tier.PROCESS, "stale_hits")
        return _value(question, kept)

    def _fly(self, question: Question[T], flight: str, load: Callable[[], T]) -> T:
        value, is_own = self._flights.run(flight, load)
        if not is_own:
            self._count(question, Tier.PROCESS, "hits")
        return value  # type: ignore[no-any-return]

    def _load(
        self, question: Question[T], generation: bytes | None, load: Load[T], word: str | None = None
    ) -> T:
        started = time.monotonic()
        fetched = self.loaded(question, word, load)
        self.counters.loaded(question.region, time.monotonic() - started)
        self.keep(question, fetched, generation, word=word)
        return fetched.value

    def loaded(self, question: Question[T], word: str | None, load: Load[T]) -> Fetched[T]:
        """Load as the one who has the lock; what fails lets others load at once."""
        try:
            return load()
        except BaseException:
            self._unlock(question, word)
            raise

    def _remember(self, question: Question[T], value: T, payload: bytes, life: timedelta) -> None:
        rule, now = question.rule, self.monotonic()
        if not rule.in_process:
            return
        fresh = (life - rule.stale_for).total_seconds()
        kept = Kept(
            value=value if question.codec.is_frozen else payload,
            size=len(payload),
            asks_at=now + min(rule.in_process.total_seconds(), fresh),
            fresh_until=now + fresh,
            gone_at=now + life.total_seconds(),
        )
        self.memory.put(question.name, kept)

    def _count(self, question: Question[Any], tier: Tier, field: str) -> None:
        self.counters.add(question.region, tier, field)

    def _share_counts(self) -> None:
        if self.counters.is_due():
            with contextlib.suppress(RedisAway):
                self.redis.share(self.counters, clock.now())


def _of_now(found: Found) -> Found:
    """Return what was found unless it is of a generation that somebody let go of."""
    is_of_now = found.entry is not None and found.entry.generation == found.generation
    return found if is_of_now else Found(None, 0, found.generation)


def _age(question: Question[Any], found: Found) -> Age:
    return age_of(found.left_ms, question.rule.stale_for)


def _value(question: Question[T], kept: Kept) -> T:
    value: T = kept.value if question.codec.is_frozen else question.codec.load(kept.value)
    return value
