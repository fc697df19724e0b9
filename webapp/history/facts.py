"""What characters were like on a day, and what they did, as values. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from webapp.seasons.facts import SeasonBefore


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A snapshot, as far as pages draw it."""

    taken_on: date
    week_on: date
    item_level: int | None
    rating: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A Mythic+ run."""

    dungeon_id: int
    completed_at: datetime
    level: int
    is_timed: bool
    duration_ms: int | None
    rating: float | None
    season_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """The last kill of a boss in a difficulty that anybody knows of."""

    raid_id: int
    boss_id: int
    difficulty: str
    killed_at: datetime
    kills: int


@dataclass(frozen=True, slots=True)
class Deeds:
    """What a character did: as far as it is news, or as far as somebody asked."""

    runs: Sequence[Run] = field(default=())
    kills: Sequence[Kill] = field(default=())


NO_DEEDS = Deeds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a page tells of a character's past: days in the order of time, deeds the newest first."""

    days: Sequence[Day] = ()
    deeds: Deeds = NO_DEEDS
    season_before: SeasonBefore | None = None


NO_PAST = Past()
