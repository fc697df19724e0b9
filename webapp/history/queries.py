"""Read the history of a character: how it was, and what it did."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select

from webapp.extensions import db
from webapp.history.facts import Day, Deeds, Kill, Run
from webapp.models import BossKill, CharacterSnapshot, MythicRun

SHOWN_FOR = timedelta(weeks=27)
"""What a page draws, and a week more: the oldest may have begun before."""


def recent_days(character_id: int, now: datetime) -> Sequence[Day]:
    """Return the snapshots of about half a year in the order of time: a few hundred rows at most."""
    one = CharacterSnapshot
    query = select(one.taken_on, one.week_on, one.item_level, one.mythic_rating)
    mine = (one.character_id == character_id, one.taken_on >= (now - SHOWN_FOR).date())
    return [
        Day(taken_on=row[0], week_on=row[1], item_level=row[2], rating=row[3])
        for row in db.session.execute(query.where(*mine).order_by(one.taken_on))
    ]


def recent_deeds(character_id: int, *, most: int) -> Deeds:
    """Return the newest runs and kills, so many of each at most, the newest first."""
    runs = run_rows(character_id).limit(most)
    kills = kill_rows(character_id).limit(most)
    return Deeds(
        [run_of(row) for row in db.session.execute(runs)], [kill_of(row) for row in db.session.execute(kills)]
    )


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


def run_of(row: Row[Any]) -> Run:
    """Return a run of a row."""
    return Run(**row._asdict())


def kill_of(row: Row[Any]) -> Kill:
    """Return a kill of a row."""
    return Kill(**row._asdict())
