"""Read the runs and kills of a character for programs, in pages from the newest on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_

from webapp.api.entries import moment
from webapp.extensions import db
from webapp.history.queries import kill_rows, run_rows
from webapp.models import BossKill, MythicRun
from webapp.seasons.names import boss_name, dungeon_name, raid_name
from webapp.web.request_values import HIGHEST_ID

CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,10})-([A-Z0-9_]{0,16})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class After:
    """The last of a page: when it was, of which dungeon or boss, and in which difficulty."""

    at: datetime
    id: int
    difficulty: str = ""

    def text(self) -> str:
        """Return it as it stands in an address."""
        return f"{(self.at - _EPOCH) // MICROSECOND}-{self.id}-{self.difficulty}"


def after_in(text: str | None) -> After | None:
    """Return the place that a cursor names; None for the beginning."""
    found = CURSOR.fullmatch(text or "")
    if found is None:
        return None
    return After(_EPOCH + int(found[1]) * MICROSECOND, min(int(found[2]), HIGHEST_ID), found[3])


def runs(character_id: int, *, after: After | None, limit: int) -> Document:
    """Return a page of runs."""
    query = run_rows(character_id)
    if after is not None:
        query = query.where(_is_before((MythicRun.completed_at, after.at), (MythicRun.dungeon_id, after.id)))
    rows, more = _some(query, limit)
    last = After(rows[-1].completed_at, rows[-1].dungeon_id).text() if more else None
    return {"runs": [_run(row) for row in rows], "next": last}


def kills(character_id: int, *, after: After | None, limit: int) -> Document:
    """Return a page of kills."""
    query, one = kill_rows(character_id), BossKill
    if after is not None:
        last = (one.killed_at, after.at), (one.boss_id, after.id), (one.difficulty, after.difficulty)
        query = query.where(_is_before(*last))
    rows, more = _some(query, limit)
    end = After(rows[-1].killed_at, rows[-1].boss_id, rows[-1].difficulty).text() if more else None
    return {"kills": [_kill(row) for row in rows], "next": end}


def _some(query: Select[*tuple[Any, ...]], limit: int) -> tuple[Sequence[Row[Any]], bool]:
    """Return so many rows, and whether there are others."""
    rows = db.session.execute(query.limit(limit + 1)).all()
    return rows[:limit], len(rows) > limit


def _is_before(*pairs: tuple[Any, Any]) -> ColumnElement[bool]:
    """Say that a row comes behind these values where all columns go down."""
    (column, value), *others = pairs
    if not others:
        return column < value  # type: ignore[no-any-return]
    return or_(column < value, and_(column == value, _is_before(*others)))


def _run(row: Row[Any]) -> Document:
    return {
        "dungeonId": row.dungeon_id,
        "dungeon": dungeon_name(row.dungeon_id),
        "level": row.level,
        "isTimed": row.is_timed,
        "durationMs": row.duration_ms,
        "rating": row.rating,
        "seasonId": row.season_id,
        "completedAt": moment(row.completed_at),
    }


def _kill(row: Row[Any]) -> Document:
    return {
        "raidId": row.raid_id,
        "raid": raid_name(row.raid_id),
        "bossId": row.boss_id,
        "boss": boss_name(row.boss_id),
        "difficulty": row.difficulty,
        "kills": row.kills,
        "killedAt": moment(row.killed_at),
    }
