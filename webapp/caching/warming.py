"""Load what people look at most before they come: after a sync made new keys, and before what is kept is old.

Bounded three ways: so many things of a region, only what was looked at more than once, and so long in all.
What does not get its turn is loaded by who asks for it, as ever.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import redis
import structlog
from flask import Flask, current_app

from webapp.caching import api
from webapp.caching.looks import most_looked_at
from webapp.caching.questions import Question
from webapp.caching.redis_tier import RedisAway
from webapp.caching.regions import Region
from webapp.caching.tiers import Load, Tiers

EVERY = timedelta(seconds=15)
"""How often the clock rings for it."""
AHEAD = 2 * EVERY
"""What is fresh for less than this is loaded anew: its next turn may come too late."""
MOST = 100
"""Of a region: what people follow, and not everybody of a large guild."""
LEAST_LOOKS = 2
"""Of three to six hours."""
WORK_FOR = timedelta(seconds=5)
_MILLISECOND = timedelta(milliseconds=1)
_EXTENSION = "muster_warmed"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Again:
    """What a word stands for: the question as somebody would ask it now, and how its answer is loaded."""

    question: Question[Any]
    load: Load[Any]


Reader = Callable[[str, datetime], Again | None]
"""Reads a word that was noted with a look; None for what is no more, or is not kept."""


def keep_warm(app: Flask, region: Region, read: Reader) -> None:
    """Let what is most looked at in a region be kept warm."""
    app.extensions.setdefault(_EXTENSION, {})[region] = read


def is_anything_looked_at(now: datetime) -> bool:
    """Say whether there is anything to keep warm; not while Redis does not say."""
    return any(_words(region, now) for region in _readers())


def warm(clock: Callable[[], datetime]) -> int:
    """Load what is looked at most and is not fresh for long; return how many things that were."""
    loaded, until = 0, clock() + WORK_FOR
    for region, read in _readers().items():
        for word in _words(region, clock()):
            if clock() >= until:
                log.info("warming_stopped", region=region.value, loaded=loaded)
                return loaded
            loaded += _warm_one(read, word, clock())
    return loaded


def _warm_one(read: Reader, word: str, now: datetime) -> bool:
    """Load one thing in a context of its own: its view of the database is not older than its question."""
    with current_app.app_context():
        again = read(word, now)
        return again is not None and renew(api.tiers(), again)


def renew(tiers: Tiers, again: Again) -> bool:
    """Load what will not be fresh for long any more, uncounted: nobody asked. Say whether it was done."""
    question = again.question
    try:
        found = tiers.look(question)
        if found.left_ms > (question.rule.stale_for + AHEAD) // _MILLISECOND:
            return False
        word, found = tiers.lock_and_read(question)
    except RedisAway:
        return False
    if word is None:  # somebody loads it
        return False
    return tiers.keep(question, tiers.loaded(question, word, again.load), found.generation, word=word)


def _words(region: Region, now: datetime) -> list[str]:
    client = api.tiers().redis.client
    try:
        return list(most_looked_at(client, region, now, at_least=LEAST_LOOKS, limit=MOST))
    except redis.RedisError:
        return []


def _readers() -> dict[Region, Reader]:
    found: dict[Region, Reader] = current_app.extensions.get(_EXTENSION, {})
    return found
