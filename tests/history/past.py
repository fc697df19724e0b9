"""Characters whose history is written, a reset that Battle.net told, and short ways to read what is kept."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from webapp.database import transaction
from webapp.extensions import db
from webapp.history.snapshots import FIGURES, take_changed
from webapp.models import CharacterSnapshot, GameData

RESET = datetime(2026, 9, 2, 4, tzinfo=UTC)
"""A Wednesday."""
TODAY = date(2026, 9, 2)


def tell_reset(at: datetime = RESET, region: str = "eu") -> None:
    """Note when the running week began, as Battle.net tells it."""
    with transaction() as session:
        period = {"id": 1077, "start": at.isoformat()}
        session.add(GameData(kind="period", region=region, key="current", data=period))


def take(*character_ids: int, at: datetime, week_start: datetime = RESET) -> None:
    """Take snapshots as the build of cards does."""
    with transaction() as session:
        take_changed(session, character_ids, week_start=week_start, now=at)


def days(character_id: int, figure: str = "item_level") -> dict[date, Any]:
    """Return one figure of every snapshot of a character, by day."""
    db.session.rollback()
    columns = (CharacterSnapshot.taken_on, getattr(CharacterSnapshot, figure))
    query = select(*columns).where(CharacterSnapshot.character_id == character_id)
    rows = db.session.execute(query.order_by(CharacterSnapshot.taken_on))
    return {row[0]: row[1] for row in rows}


def figures(character_id: int, day: date) -> dict[str, Any]:
    """Return all figures of a day."""
    db.session.rollback()
    row = db.session.get_one(CharacterSnapshot, (character_id, day))
    return {name: getattr(row, name) for name in FIGURES}
