"""The guild of the replayed day: whom its sync looks at, what that finds, and when officers press refresh."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import select, update

from bench.roster_world import write_guild
from webapp.caching.api import invalidate_guild
from webapp.database import transaction
from webapp.freshness.sections import SUMMARY_PERIOD
from webapp.models import Character, Guild
from webapp.sync.apply import Applied
from webapp.sync.changes import has_turned
from webapp.sync.characters import is_seen_without_version
from webapp.web.guild_address import GuildAddress, guild_at

STEP = timedelta(seconds=30)
"""The clock rings twice as often for a sync and for warming; a coarser day is over sooner."""
BEGINS_AT, EVENING_AT, ENDS_AT = 16, 18, 20
"""The hours that are replayed: two of a quiet afternoon and two of the evening, in which most people come."""
MEMBERS = 500
PLACE = ("eu", "argent-dawn", "night-muster")
ACTIVE_SHARE = 0.12
"""Of those looked at in an evening, so many have played since: their rows change, and the version."""
REFRESH_HOURS = frozenset({16, 18, 19})
"""In these, at ten past, an officer presses refresh: everybody is looked at within a minute."""
PRESSED_AT = timedelta(minutes=10)
BATCH = 125
"""Looks of a step while everybody is due."""


@dataclass(slots=True)
class Day:
    """The time of day, as everything is told it."""

    began: datetime
    dice: random.Random
    step: int = 0
    MILLISECOND: ClassVar[timedelta] = timedelta(milliseconds=1)

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.began + self.step * STEP

    @property
    def hour(self) -> int:
        """The hour of the day, which begins in the morning whenever the bench does."""
        return BEGINS_AT + self.step * STEP // timedelta(hours=1)

    def monotonic(self) -> float:
        """Return the seconds that have passed."""
        return (self.step * STEP).total_seconds()

    def about(self, mean: float) -> int:
        """Return a whole number that is so large on average."""
        return int(mean) + (self.dice.random() < mean % 1)


@dataclass(slots=True)
class DayGuild:
    """A guild that is kept fresh."""

    id: int
    places: Sequence[tuple[str, str, str]]

    @classmethod
    def founded(cls, day: Day) -> "DayGuild":
        """Write the guild, everybody looked at within the last four hours."""
        guild_id = write_guild("Night Muster", MEMBERS, now=day.began)
        with transaction() as session:
            ids = session.scalars(select(Character.id).order_by(Character.id)).all()
            for place, character_id in enumerate(ids):
                ago = SUMMARY_PERIOD * place / len(ids)
                good = {"outcome": "ok", "failures": 0, "verified_at": day.began}
                looked = {"last_synced_at": day.began - ago, "attempted_at": day.began - ago}
                session.execute(
                    update(Character).where(Character.id == character_id).values(**good, **looked)
                )
            session.execute(update(Guild).values(roster_succeeded_at=day.began))
            rows = session.execute(select(Character.region, Character.realm, Character.name)).all()
        return cls(guild_id, [(row.region, row.realm, row.name) for row in rows])

    def address(self) -> GuildAddress:
        """Return the guild as the key statement of a request does."""
        found = guild_at(*PLACE)
        if found is None:
            raise AssertionError("the guild is not there")
        return found

    def sync(self, day: Day) -> None:
        """Look at whoever is due, as the clock rings for it."""
        minute = day.step * STEP % timedelta(hours=1)
        is_refreshed = (
            day.hour in REFRESH_HOURS and 0 <= (minute - timedelta(minutes=10)) // STEP < MEMBERS // BATCH
        )
        due = day.now - (timedelta(minutes=2) if is_refreshed else SUMMARY_PERIOD)
        columns = (Character.last_synced_at, Character.attempted_at, Character.outcome, Character.failures)
        query = select(Character.id, *columns, Character.last_login_at).where(Character.last_synced_at <= due)
        with transaction() as session:
            rows = session.execute(query.order_by(Character.last_synced_at).limit(BATCH)).mappings().all()
            looked = {"last_synced_at": day.now, "attempted_at": day.now, "outcome": "ok", "failures": 0}
            turned = any(has_turned(dict(row), looked, day.now) for row in rows)
            ids = [row["id"] for row in rows]
            session.execute(update(Character).where(Character.id.in_(ids)).values(**looked))
            if any(day.dice.random() < self._active(day) for _ in rows):
                session.execute(update(Guild).values(data_version=Guild.data_version + 1))
        if rows and is_seen_without_version(Applied(is_cancelled=False, is_done=True, has_turned=turned)):
            invalidate_guild(self.id)

    def _active(self, day: Day) -> float:
        return ACTIVE_SHARE if day.hour >= EVENING_AT else ACTIVE_SHARE / 6
