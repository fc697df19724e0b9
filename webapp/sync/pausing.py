"""Pauses as rows: whoever claims or rings asks here first, so that they hold for clock and workers alike."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.models import SyncPause
from webapp.sync.pauses import Pause, Pauses
from webapp.words import PauseScope

_COLUMNS = (
    SyncPause.scope,
    SyncPause.guild_id,
    SyncPause.paused_at,
    SyncPause.resumes_at,
    SyncPause.reason,
)


def pauses_at(session: Session, now: datetime) -> Pauses:
    """Return what is not to be asked now; the table has a handful of rows, mostly none."""
    found = (Pause(**row) for row in session.execute(select(*_COLUMNS)).mappings())
    return Pauses(tuple(one for one in found if not one.is_over(now)))


def not_paused(pauses: Pauses, guild_id: InstrumentedAttribute[Any]) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that leaves out the guilds that are paused; none where no guild is."""
    if not pauses.guild_ids:
        return ()
    return (or_(guild_id.is_(None), guild_id.not_in(sorted(pauses.guild_ids))),)


def begin_pause(session: Session, pause: Pause) -> None:
    """Stop asking; a pause over the same thing that is there already is replaced."""
    end_pause(session, pause.scope, pause.guild_id)
    session.add(
        SyncPause(
            scope=pause.scope,
            guild_id=pause.guild_id,
            paused_at=pause.paused_at,
            resumes_at=pause.resumes_at,
            reason=pause.reason,
        )
    )
    session.flush()


def end_pause(session: Session, scope: PauseScope, guild_id: int | None) -> bool:
    """Ask again; return whether anything was paused."""
    same = (SyncPause.scope == scope, SyncPause.guild_id == guild_id)
    result = session.execute(delete(SyncPause).where(*same))
    return bool(result.rowcount)  # type: ignore[attr-defined]


def drop_ended(session: Session, now: datetime) -> None:
    """Forget the pauses that have ended by themselves."""
    session.execute(delete(SyncPause).where(SyncPause.resumes_at <= now))
