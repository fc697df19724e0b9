"""Mythic+ runs and ratings of a character."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.clients.battlenet.payloads.mentions import id_of, name_of
from webapp.clients.upstream.door import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A Mythic+ rating; ``color`` is red, green, blue from 0 to 255."""

    value: float
    color: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MythicRun:
    """One run; ``rating`` is its own, ``map_rating`` the dungeon's. Older patches have neither."""

    dungeon_id: int
    dungeon_name: str | None
    level: int
    completed_at: datetime
    duration: timedelta | None
    is_timed: bool
    affix_ids: tuple[int, ...]
    rating: Rating | None
    map_rating: Rating | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MythicProfile:
    """Rating of now, seasons played (sorted) and this week's best runs."""

    rating: Rating | None
    current_period_id: int | None
    season_ids: tuple[int, ...]
    best_runs: tuple[MythicRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MythicSeason:
    """Rating and best runs of one season; a dungeon may occur twice."""

    season_id: int
    rating: Rating | None
    best_runs: tuple[MythicRun, ...]


def parse_mythic_profile(document: Json) -> MythicProfile:
    """Read a character's Mythic+ profile; one who never ran has little of it."""
    current = document.child_or_none("current_period")
    seasons = sorted(season.integer("id") for season in document.children("seasons"))
    return MythicProfile(
        rating=_rating(document, "current_mythic_rating"),
        current_period_id=None if current is None else id_of(current, "period"),
        season_ids=tuple(seasons),
        best_runs=() if current is None else _runs(current),
    )


def parse_mythic_season(document: Json) -> MythicSeason:
    """Read a character's season."""
    return MythicSeason(
        season_id=document.child("season").integer("id"),
        rating=_rating(document, "mythic_rating"),
        best_runs=_runs(document),
    )


def _runs(owner: Json) -> tuple[MythicRun, ...]:
    return tuple(_run(entry) for entry in owner.children("best_runs", most=500))


def _run(entry: Json) -> MythicRun:
    dungeon = entry.child("dungeon")
    duration = entry.integer_or_none("duration")
    affixes = (affix.integer_or_none("id") for affix in entry.children("keystone_affixes"))
    return MythicRun(
        dungeon_id=dungeon.integer("id"),
        dungeon_name=name_of(entry, "dungeon"),
        level=entry.integer("keystone_level"),
        completed_at=entry.moment("completed_timestamp"),
        duration=None if duration is None or abs(duration) > 10**9 else timedelta(milliseconds=duration),
        is_timed=bool(entry.flag_or_none("is_completed_within_time")),
        affix_ids=tuple(affix for affix in affixes if affix is not None),
        rating=_rating(entry, "mythic_rating"),
        map_rating=_rating(entry, "map_rating"),
    )


def _rating(owner: Json, key: str) -> Rating | None:
    rating = owner.child_or_none(key)
    value = None if rating is None else rating.number_or_none("rating")
    if rating is None or value is None:
        return None
    color = rating.child_or_none("color")
    parts = [] if color is None else [color.integer_or_none(part) for part in "rgb"]
    known = [part for part in parts if part is not None and 0 <= part < 256]  # noqa: PLR2004 - a byte
    return Rating(value=value, color=(known[0], known[1], known[2]) if len(known) == len("rgb") else None)
