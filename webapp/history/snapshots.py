"""Write snapshots: one statement for any number of characters of a region, at a change and at a reset."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from webapp.history.days import day_of
from webapp.models import Character, CharacterSnapshot
from webapp.models.columns import UtcDateTime
from webapp.models.upsert import Insert, insert_of

OF_THE_DAY: Mapping[str, Any] = {
    "item_level": Character.equipped_item_level,
    "mythic_rating": Character.mythic_rating,
    "achievement_points": Character.achievement_points,
    "tier_pieces": Character.tier_pieces,
    "problem_count": Character.problem_count,
}
OF_THE_WEEK: Mapping[str, Any] = {
    "vault_raid": Character.vault_raid,
    "vault_mythic": Character.vault_mythic,
    "vault_world": Character.vault_world,
}
"""What belongs to the running week: of an earlier one nothing is known of this."""
FIGURES = (*OF_THE_DAY, *OF_THE_WEEK)
KEYS = ("character_id", "taken_on")
_COLUMNS = (*KEYS, "week_on", *FIGURES, "created_at", "updated_at")
_Last = aliased(CharacterSnapshot)


def take_changed(
    session: Session, character_ids: Collection[int], *, week_start: datetime, now: datetime
) -> None:
    """Write the day's snapshot of those who differ from their last one; the last of the day stays.

    All are of a region whose week began at ``week_start``. The caller holds the characters' rows.
    """
    day = day_of(now, week_start)
    values = {
        "ids": sorted(character_ids),
        "taken_on": day.taken_on,
        "week_on": day.week_on,
        "week_start": week_start,
        "now": now,
    }
    session.connection().execute(_changed(session.get_bind().dialect.name), values)


def take_at_reset(
    session: Session, *where: ColumnElement[bool], last_day: date, week_on: date, now: datetime
) -> int:
    """Close a week: write its last day of these characters where it has none; return of how many.

    It says what their last snapshot said, which is how they still were: whatever differs is written at once.
    """
    values = {"taken_on": last_day, "week_on": week_on, "now": now}
    close = _at_reset(session.get_bind().dialect.name, *where)
    told = close.execution_options(preserve_rowcount=True)
    return session.connection().execute(told, values).rowcount


@lru_cache(maxsize=2)
def _changed(dialect: str) -> Insert:
    """Return the insert, put together once: it is run for every handful of cards."""
    now = bindparam("now", type_=UtcDateTime())
    is_of_week = Character.vault_week_at == bindparam("week_start", type_=UtcDateTime())
    figures = {**OF_THE_DAY, **{name: case((is_of_week, one)) for name, one in OF_THE_WEEK.items()}}
    rows = (
        select(Character.id, _date("taken_on"), _date("week_on"), *figures.values(), now, now)
        .outerjoin(_Last, and_(_Last.character_id == Character.id, _is_last()))
        .where(
            Character.id.in_(bindparam("ids", expanding=True)),
            Character.last_synced_at.is_not(None),
            or_(
                _Last.character_id.is_(None),
                *(figures[name].is_distinct_from(getattr(_Last, name)) for name in FIGURES),
            ),
        )
    )
    insert = insert_of(dialect, CharacterSnapshot).from_select(list(_COLUMNS), rows)
    new = {name: insert.excluded[name] for name in ("week_on", *FIGURES, "updated_at")}
    return insert.on_conflict_do_update(index_elements=list(KEYS), set_=new)


def _at_reset(dialect: str, *where: ColumnElement[bool]) -> Insert:
    now = bindparam("now", type_=UtcDateTime())
    is_of_week = _Last.week_on == _date("week_on")
    of_week = (case((is_of_week, getattr(_Last, name)), else_=null()) for name in OF_THE_WEEK)
    figures = (*(getattr(_Last, name) for name in OF_THE_DAY), *of_week)
    rows: Select[Any] = (
        select(Character.id, _date("taken_on"), _date("week_on"), *figures, now, now)
        .join(_Last, and_(_Last.character_id == Character.id, _is_last()))
        .where(*where, _Last.taken_on < _date("taken_on"))
    )
    insert = insert_of(dialect, CharacterSnapshot).from_select(list(_COLUMNS), rows)
    return insert.on_conflict_do_nothing(index_elements=list(KEYS))


def _is_last() -> ColumnElement[bool]:
    """Pick each character's last snapshot up to the day."""
    of_same = (
        CharacterSnapshot.character_id == Character.id,
        CharacterSnapshot.taken_on <= _date("taken_on"),
    )
    last = select(func.max(CharacterSnapshot.taken_on)).where(*of_same).correlate(Character)
    return _Last.taken_on == last.scalar_subquery()


def _date(name: str) -> ColumnElement[date]:
    return bindparam(name, type_=Date())
