"""Read the history of a character: how it was, and what it did."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    Double,
    Integer,
    Select,
    String,
    cast,
    literal,
    null,
    select,
    union_all,
)

from webapp.extensions import db
from webapp.history.facts import Day, Deeds, Kill, Run
from webapp.models import BossKill, CharacterSnapshot, MythicRun
from webapp.models.columns import UtcDateTime

_DAY, _RUN, _KILL = "day", "run", "kill"
_COLUMNS: Mapping[str, Any] = {
    "taken_on": Date(),
    "week_on": Date(),
    "at": UtcDateTime(),
    "first": Integer(),
    "second": Integer(),
    "third": Integer(),
    "fourth": Integer(),
    "rating": Double(),
    "is_timed": Boolean(),
    "word": String(16),
}
SHOWN_FOR = timedelta(weeks=27)
"""What a page draws, and a week more: the oldest may have begun before."""


def recent_past(character_id: int, now: datetime, *, most: int) -> tuple[Sequence[Day], Deeds]:
    """Return the days of about half a year in the order of time, and the newest deeds: one statement.

    Days are a few hundred at most; of runs and kills come so many of each, the newest first.
    """
    kinds = (_days(character_id, now), _runs(character_id, most), _kills(character_id, most))
    rows = db.session.execute(union_all(*kinds)).all()
    days = sorted((row for row in rows if row.kind == _DAY), key=lambda row: row.taken_on)
    runs = sorted((row for row in rows if row.kind == _RUN), key=_newest_first)
    kills = sorted((row for row in rows if row.kind == _KILL), key=_newest_first)
    deeds = Deeds([_run_in(row) for row in runs], [_kill_in(row) for row in kills])
    return [_day_in(row) for row in days], deeds


def _days(character_id: int, now: datetime) -> Any:
    one = CharacterSnapshot
    told = _row(
        _DAY, taken_on=one.taken_on, week_on=one.week_on, first=one.item_level, rating=one.mythic_rating
    )
    mine = (one.character_id == character_id, one.taken_on >= (now - SHOWN_FOR).date())
    return select(*told).where(*mine)


def _runs(character_id: int, most: int) -> Any:
    one = MythicRun
    told = _row(
        _RUN,
        at=one.completed_at,
        first=one.dungeon_id,
        second=one.level,
        third=one.duration_ms,
        fourth=one.season_id,
        rating=one.rating,
        is_timed=one.is_timed,
    )
    newest = select(*told).where(one.character_id == character_id).order_by(one.completed_at.desc())
    return select(newest.limit(most).subquery())


def _kills(character_id: int, most: int) -> Any:
    one = BossKill
    told = _row(
        _KILL, at=one.killed_at, first=one.boss_id, second=one.raid_id, third=one.kills, word=one.difficulty
    )
    newest = select(*told).where(one.character_id == character_id).order_by(one.killed_at.desc())
    return select(newest.limit(most).subquery())


def _row(kind: str, **told: Any) -> list[Any]:
    """Return the columns that days, runs and kills share; of what is not told a NULL of its type."""
    columns = [told.get(name, cast(null(), of)).label(name) for name, of in _COLUMNS.items()]
    return [literal(kind, String).label("kind"), *columns]


def _newest_first(row: Any) -> tuple[float, int, str]:
    return -row.at.timestamp(), -row.first, row.word or ""


def _day_in(row: Any) -> Day:
    return Day(taken_on=row.taken_on, week_on=row.week_on, item_level=row.first, rating=row.rating)


def _run_in(row: Any) -> Run:
    return Run(
        dungeon_id=row.first,
        completed_at=row.at,
        level=row.second,
        is_timed=row.is_timed,
        duration_ms=row.third,
        rating=row.rating,
        season_id=row.fourth,
    )


def _kill_in(row: Any) -> Kill:
    return Kill(raid_id=row.second, boss_id=row.first, difficulty=row.word, killed_at=row.at, kills=row.third)


def run_rows(character_id: int) -> Select[*tuple[Any, ...]]:
    """Return the statement of a character's runs, the newest first."""
    one = MythicRun
    columns = (one.dungeon_id, one.completed_at, one.level, one.is_timed, one.duration_ms, one.rating)
    query = select(*columns, one.season_id).where(one.character_id == character_id)
    return query.order_by(one.completed_at.desc(), one.dungeon_id.desc())


def kill_rows(character_id: int) -> Select[*tuple[Any, ...]]:
    """Return the statement of a character's kills, the newest first."""
    one = BossKill
    columns = (one.raid_id, one.boss_id, one.difficulty, one.killed_at, one.kills)
    query = select(*columns).where(one.character_id == character_id)
    return query.order_by(one.killed_at.desc(), one.boss_id.desc(), one.difficulty.desc())
