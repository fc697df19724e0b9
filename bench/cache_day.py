"""How much is answered without the database in a day of a 500-member guild: read, synced and refreshed.

Four of its hours are replayed, two of them of the evening. They pass by a clock of their own: what a process
keeps is told the time, and what Redis keeps is made so much older with each step. Everything else is the
product: real bodies, a real Redis, real keys, its own decision what a look lets go of, its own warming. What
it never keeps, searches and filters, is told apart.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import current_app

from bench.cache_day_guild import BEGINS_AT, ENDS_AT, EVENING_AT, STEP, Day, DayGuild
from bench.cache_day_people import FILTERED, Person, Visit, look, people_of
from bench.ratio import Ratio
from bench.roster import settings_for
from devtools.servers import start_redis
from webapp import create_app
from webapp.caching.api import cache_report, tiers
from webapp.caching.backend import MEMORY
from webapp.caching.memory import Memory
from webapp.caching.warming import warm
from webapp.extensions import db
from webapp.lib import clock

ABOUT = "how much of a 500-member guild's day is answered without the database"
TARGET = 0.9
STEPS_AN_HOUR = timedelta(hours=1) // STEP
VISITS_AN_HOUR, VISITS_AN_EVENING_HOUR = 30, 210
"""Of 200 people who read, a dozen looks each: some 1,600 visits a day, most between six and midnight."""
_GROW_OLDER = """
for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then redis.call('PEXPIRE', key, math.max(left - ARGV[2], 1)) end
end
"""


def run() -> list[Ratio]:
    """Replay the day on a SQLite file and a Redis of its own."""
    with tempfile.TemporaryDirectory() as folder:
        redis_server = start_redis(Path(folder) / "redis")
        settings = replace(settings_for(Path(folder) / "day.db"), redis_url=redis_server.url)
        app = create_app(settings)
        try:
            with app.app_context():
                db.create_all()
                day = Day(clock.now(), random.Random(5))
                guild = DayGuild.founded(day)
                people = people_of(guild.id, day.began)
            with app.test_request_context():
                return _replayed(day, guild, people)
        finally:
            redis_server.stop()


def _replayed(day: Day, guild: DayGuild, people: Sequence[Person]) -> list[Ratio]:
    here: list[Visit] = []
    done: Counter[str] = Counter()
    for day.step in range((ENDS_AT - BEGINS_AT) * STEPS_AN_HOUR):
        _grow_older(day)
        guild.sync(day)
        done["warmed"] += _warm(day)
        here += [Visit(day.dice.choice(people)) for _ in range(day.about(_visits(day)))]
        for visit in here:
            for kind in visit.looks_now(day):
                done[kind] += 1
                look(guild, visit.person, kind, day)
        here = [visit for visit in here if visit.looks_left]
    return _ratios(day, done)


def _visits(day: Day) -> float:
    """Return how many visits begin in a step."""
    an_hour = VISITS_AN_EVENING_HOUR if day.hour >= EVENING_AT else VISITS_AN_HOUR
    return an_hour / STEPS_AN_HOUR


def _grow_older(day: Day) -> None:
    own = tiers()
    own.monotonic = day.monotonic
    own.redis.client.eval(_GROW_OLDER, 0, current_app.config["CACHE_KEY_PREFIX"], STEP // day.MILLISECOND)
    own.counters.push(own.redis.client, day.now)


def _warm(day: Day) -> int:
    """Let a worker warm what is looked at most: it has a memory of its own."""
    own = tiers()
    kept, own.memory = own.memory, Memory(MEMORY)
    try:
        return warm(lambda: day.now)
    finally:
        own.memory = kept


def _ratios(day: Day, done: Counter[str]) -> list[Ratio]:
    told = cache_report(day.now).regions
    answered, loads = sum(one.answered for one in told), sum(one.loads for one in told)
    each = ", ".join(f"{one.region} {one.hit_rate:.0%} of {one.answered + one.loads:,}" for one in told)
    filtered = sum(done[kind] for kind in FILTERED)
    looks = sum(done.values()) - done["warmed"]
    return [
        Ratio(
            name="hours of a day of 500 members: questions answered without the database",
            value=answered / (answered + loads),
            limit=TARGET,
            detail=f"{each}; {done['warmed']:,} loaded before anybody asked",
            more_is_better=True,
        ),
        Ratio(
            name="the same with searches and filters, which are never kept",
            value=answered / (answered + loads + filtered),
            limit=0.8,
            detail=f"{filtered:,} of {looks:,} looks",
            more_is_better=True,
        ),
    ]
