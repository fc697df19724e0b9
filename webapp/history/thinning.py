"""Thin snapshots: what is older than 90 days keeps one row a week, the last."""

from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session, aliased

from webapp.history.walking import HANDFUL, Range, each_handful
from webapp.models import CharacterSnapshot

DAILY_FOR = timedelta(days=90)
"""For so long every day is kept that changed something."""
_Later = aliased(CharacterSnapshot)
log = structlog.get_logger()


def thin(now: datetime, *, is_dry: bool = False, handful: int = HANDFUL) -> int:
    """Remove old days that are not the last of their week; return how many, or how many it would be.

    Every handful of characters is a transaction; whoever is killed has removed whole handfuls.
    """
    border = daily_since(now)

    def work(session: Session, some: Range) -> int:
        too_fine = (some.holds(CharacterSnapshot.character_id), *_too_fine(border))
        if is_dry:
            return session.scalar(select(func.count()).where(*too_fine)) or 0
        gone = delete(CharacterSnapshot).where(*too_fine)
        return session.connection().execute(gone).rowcount

    removed = sum(each_handful(work, handful=handful))
    log.info("history_thinned", rows=removed, is_dry=is_dry)
    return removed


def daily_since(now: datetime) -> date:
    """Return the first day of which every change is kept."""
    return (now - DAILY_FOR).date()


def _too_fine(border: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    later = select(_Later.character_id).where(
        _Later.character_id == CharacterSnapshot.character_id,
        _Later.week_on == CharacterSnapshot.week_on,
        _Later.taken_on > CharacterSnapshot.taken_on,
    )
    return CharacterSnapshot.taken_on < border, later.exists()
