"""What features use of the cache: ask, ``@cached``, let go of a guild or a person, and the report."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app

from webapp.caching.code import key_prefix
from webapp.caching.counters import CacheReport, Memory, read_totals, report
from webapp.caching.counts import ByTier, Tier
from webapp.caching.entries import JSON, Codec, Fetched
from webapp.caching.questions import Question, group_of_guild, group_of_strips, group_of_user
from webapp.caching.redis_tier import RedisAway, RedisHealth
from webapp.caching.regions import Region
from webapp.caching.tiers import Load, Tiers
from webapp.extensions import cache
from webapp.jobs.queues import quick_redis

P = ParamSpec("P")
T = TypeVar("T")
BACKEND = "webapp.caching.backend.TieredCache"
CACHE_REDIS = "muster_cache_redis"
_TIERS, _SWITCHED_OFF = "muster_tiers", "muster_cache_off"


def init_app(app: Flask, database_url: str, redis_url: str) -> None:
    """Give the app its cache; without an address of its own it shares the Redis of the queues."""
    own = quick_redis(redis_url) if redis_url else app.extensions["muster_redis"]
    app.extensions[CACHE_REDIS] = own
    app.config.update(CACHE_TYPE=BACKEND, CACHE_KEY_PREFIX=key_prefix(database_url))
    cache.init_app(app)
    app.extensions[_TIERS] = app.extensions["cache"][cache].tiers


def tiers() -> Tiers:
    """Return the tiers of the current app."""
    own: Tiers = current_app.extensions[_TIERS]
    return own


def ask(question: Question[T], load: Load[T]) -> T:
    """Return the answer to a question, from the fastest tier that has it."""
    extensions = current_app.extensions
    if _SWITCHED_OFF in extensions:
        return load().value
    own: Tiers = extensions[_TIERS]
    return own.ask(question, load)


def cached(
    region: Region, *, key: Callable[P, str], codec: Codec[Any] = JSON
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what a function returns; ``key`` makes its key, with the version of what is shown."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            question = Question(region, key(*args, **kwargs), codec)
            value: T = ask(question, lambda: Fetched(function(*args, **kwargs)))
            return value

        return answer

    return decorate


def invalidate_guild(guild_id: int) -> None:
    """Let go of what shows a guild and carries no version of it: a press is seen with the next page."""
    _invalidate(group_of_guild(guild_id), group_of_strips(guild_id))


def invalidate_user(user_id: int) -> None:
    """Let go of what shows a person."""
    _invalidate(group_of_user(user_id))


def cache_totals() -> ByTier:
    """Return what all processes ever counted, as far as they told; raises redis.RedisError."""
    return read_totals(tiers().redis.client)


def forget_user(user_id: int) -> None:
    """Delete what is kept about a person, and what says that there was one.

    What processes keep themselves of rights ends within minutes, and nobody asks for it any more.
    """
    own = tiers().redis
    with contextlib.suppress(RedisAway):  # then it ends by itself
        own.delete_prefix(f"{Region.PROFILE}:{user_id}:")
        own.delete_prefix(f"{Region.PERMISSION}:", end=f":{user_id}")
        own.delete(f"generation:{group_of_user(user_id)}")


def count_not_modified(region: Region) -> None:
    """Count that a browser still has what it asked for."""
    tiers().counters.add(region, Tier.BROWSER, "hits")


def kept_here(question: Question[T]) -> T | None:
    """Return the answer that this process has in its memory and need not ask Redis about, uncounted."""
    extensions = current_app.extensions
    if _SWITCHED_OFF in extensions:
        return None
    own: Tiers = extensions[_TIERS]
    return own.kept_here(question)


def count_kept_here(question: Question[Any], look: str | None, *, is_known: bool) -> None:
    """Count that a kept answer was sent again, or, if it ``is_known`` to the browser, not even that."""
    counters = tiers().counters
    counters.add(question.region, Tier.PROCESS, "hits")
    if look is not None:
        counters.looks.add(question.region, look)
    if is_known:
        counters.add(question.region, Tier.BROWSER, "hits")


def note_look(region: Region, word: str) -> None:
    """Count a look at something that may be kept warm; the word says what it is, and never who looks."""
    tiers().counters.looks.add(region, word)


def redis_health() -> RedisHealth:
    """Return how the cache's Redis does, seen from this process; ``trouble`` is None while all is well."""
    return tiers().redis.health()


def cache_report(now: datetime) -> CacheReport:
    """Return what the cache did in the last 24 hours, by region and tier; never fails, reads no database."""
    own = tiers()
    process = Memory(used_bytes=own.memory.used, limit_bytes=own.memory.limit, entries=len(own.memory))
    return report(own.redis.client, own.counters, process, now)


@contextlib.contextmanager
def switched_off(app: Flask) -> Iterator[None]:
    """Answer every question from the rows for a while: for measuring what that costs."""
    app.extensions[_SWITCHED_OFF] = True
    try:
        yield
    finally:
        del app.extensions[_SWITCHED_OFF]


def _invalidate(*groups: str) -> None:
    try:
        tiers().redis.begin_generation(*groups)
    except RedisAway:
        return  # nothing of a group is kept anywhere else
