"""How much is answered without the database in a day of a 500-member guild: read, synced and refreshed.

The day passes by a clock of its own: what a process keeps is told the time, and what Redis keeps is made so
much older after each minute. Everything else is the product: real bodies, a real Redis, real keys.
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

from flask import current_app
from sqlalchemy import select, update

from bench.ratio import Ratio
from bench.roster import settings_for
from bench.roster_world import write_guild
from devtools.servers import start_redis
from webapp import create_app
from webapp.caching.api import cache_report, tiers
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, Guild, User
from webapp.permissions.policy import FOR_VISITORS
from webapp.permissions.queries import standing_in
from webapp.roster.bodies import Asked, body_of, strip_of
from webapp.roster.filters import read_filter
from webapp.roster.keeping import audience_of
from webapp.web.guild_address import guild_at

ABOUT = "how much of a 500-member guild's day is answered without the database"
MEMBERS, READERS = 500, 200
VIEWS_A_DAY = 20_000
TARGET = 0.9
MINUTE = timedelta(minutes=1)
MINUTES = 24 * 60
EVENING = range(18 * 60, 24 * 60)
EVENING_SHARE = 0.8
PERIOD_MINUTES = 240
ACTIVE_SHARE = 0.12
"""Of the members looked at in an evening, so many have played since: their rows change, and the version."""
REFRESHES = 6
PLACE = ("eu", "argent-dawn", "night-muster")
VIEWS: Sequence[tuple[str, int]] = (
    ("", 60),
    ("page=2", 8),
    ("sort=rating", 6),
    ("sort=ilvl", 6),
    ("role=tank", 4),
    ("role=healer", 4),
    ("sort=seen", 4),
    ("audit=problems", 4),
    ("q=ja", 4),
)
"""What people look at, and how often of a hundred times."""
_GROW_OLDER = """
for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then redis.call('PEXPIRE', key, math.max(left - ARGV[2], 0)) end
end
"""


@dataclass(slots=True)
class Day:
    """The time of day, as everything is told it."""

    began: datetime
    dice: random.Random
    minute: int = 0

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.began + self.minute * MINUTE

    def monotonic(self) -> float:
        """Return the seconds that have passed."""
        return self.minute * 60.0

    def views(self) -> int:
        """Return how many pages are looked at in this minute."""
        is_evening = self.minute in EVENING
        share = EVENING_SHARE if is_evening else 1 - EVENING_SHARE
        minutes = len(EVENING) if is_evening else MINUTES - len(EVENING)
        return self._about(VIEWS_A_DAY * share / minutes)

    def versions(self) -> int:
        """Return how many batches of a sync change something in this minute."""
        share = ACTIVE_SHARE if self.minute in EVENING else ACTIVE_SHARE / 6
        is_refreshed = self.minute in EVENING and self.minute % (len(EVENING) // REFRESHES) in {0, 1}
        return self._about(MEMBERS / PERIOD_MINUTES * share) + (4 if is_refreshed else 0)

    def _about(self, mean: float) -> int:
        return int(mean) + (self.dice.random() < mean % 1)


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
                people = _people(write_guild("Night Muster", MEMBERS, now=day.began), day.began)
            with app.test_request_context():
                for day.minute in range(MINUTES):
                    _pass_a_minute(day, people)
                return _ratios()
        finally:
            redis_server.stop()


def _people(guild_id: int, now: datetime) -> Sequence[int]:
    """Let so many members have signed in."""
    with transaction() as session:
        mine = session.scalars(select(Character.id).where(Character.guild_id == guild_id).limit(READERS))
        for number, character_id in enumerate(mine.all(), start=1):
            session.add(User(bnet_id=number, battletag=f"Reader#{number}", last_login_at=now))
            session.flush()
            session.execute(update(Character).where(Character.id == character_id).values(user_id=number))
    return range(1, READERS + 1)


def _pass_a_minute(day: Day, people: Sequence[int]) -> None:
    own = tiers()
    own.monotonic = day.monotonic
    prefix = current_app.config["CACHE_KEY_PREFIX"]
    own.redis.client.eval(_GROW_OLDER, 0, prefix, 60_000)
    changes = set(random.Random(day.minute).sample(range(60), min(day.versions(), 60)))
    views = day.views()
    for second in _seconds(views, day.dice):
        if any(change <= second for change in changes):
            changes = {change for change in changes if change > second}
            _sync(day)
        _look(day, day.dice.choice(people))


def _seconds(views: int, dice: random.Random) -> Iterator[int]:
    yield from sorted(dice.randrange(60) for _ in range(views))


def _sync(day: Day) -> None:
    """Write what a look at somebody changed, and the guild's next version."""
    with transaction() as session:
        one = day.dice.randrange(1, MEMBERS)
        session.execute(update(Character).where(Character.id == one).values(last_synced_at=day.now))
        session.execute(update(Guild).values(data_version=Guild.data_version + 1))


def _look(day: Day, user_id: int) -> None:
    """Do what a signed-in look at the roster does."""
    guild = guild_at(*PLACE)
    if guild is None:
        raise AssertionError("the guild is not there")
    standing_in(guild.id, guild.permission_version, user_id)
    query = day.dice.choices([view for view, _ in VIEWS], [share for _, share in VIEWS])[0]
    view, problems = read_filter(parse_qs(query))
    audience = audience_of(FOR_VISITORS, is_member=True, viewer_id=user_id)
    asked = Asked(
        guild=guild, view=view, problems=problems, audience=audience, viewer_id=user_id, now=day.now
    )
    body_of(asked)
    strip_of(asked)


def _ratios() -> list[Ratio]:
    told = cache_report(clock.now()).regions
    answered, loads = sum(one.answered for one in told), sum(one.loads for one in told)
    each = ", ".join(f"{one.region} {one.hit_rate:.0%} of {one.answered + one.loads:,}" for one in told)
    return [
        Ratio(
            name="a day of 500 members: answered without the database",
            value=answered / (answered + loads),
            limit=TARGET,
            detail=each,
            more_is_better=True,
        )
    ]
