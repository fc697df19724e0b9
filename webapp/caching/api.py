"""What features use of the cache: ask, ``@cached``, let go of a guild or a person, and the report."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app

from webapp.caching.code import key_prefix
from webapp.caching.counters import CacheReport, Memory, report
from webapp.caching.counts import Tier
from webapp.caching.entries import JSON, Codec, Fetched
from webapp.caching.questions import Question, group_of_guild, group_of_user
from webapp.caching.redis_tier import RedisAway, RedisHealth
from webapp.caching.regions import Region
from webapp.caching.tiers import Load, Tiers
from webapp.extensions import cache

P = ParamSpec("P")
T = TypeVar("T")
BACKEND = "webapp.caching.backend.TieredCache"
_TIERS, _SWITCHED_OFF = "muster_tiers", "muster_cache_off"


def init_app(app: Flask, database_url: str) -> None:
    """Give the app its cache."""
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
    _invalidate(group_of_guild(guild_id))


def invalidate_user(user_id: int) -> None:
    """Let go of what shows a person."""
    _invalidate(group_of_user(user_id))


def count_not_modified(region: Region) -> None:
    """Count that a browser still has what it asked for."""
    tiers().counters.add(region, Tier.BROWSER, "hits")


def redis_health() -> RedisHealth:
    """Return how the cache's Redis does, seen from this process; ``trouble`` is None while all is well."""
    return tiers().redis.health()


def cache_report(now: datetime) -> CacheReport:
    """Return what the cache did in the last 24 hours, by region and tier; never fails, reads no database."""
    own = tiers()
    process = Memory(used_bytes=own.memory.used, limit_bytes=own.memory.limit, entries=len(own.memory))
    return report(own.redis.client, own.counters, process, now)


@contextmanager
def switched_off(app: Flask) -> Iterator[None]:
    """Answer every question from the rows for a while: for measuring what that costs."""
    app.extensions[_SWITCHED_OFF] = True
    try:
        yield
    finally:
        del app.extensions[_SWITCHED_OFF]


def _invalidate(group: str) -> None:
    try:
        tiers().redis.begin_generation(group)
    except RedisAway:
        return  # nothing of a group is kept anywhere else
