"""Find the guilds that have something to be told of."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from webapp.extensions import db
from webapp.models import Guild, MemberEvent, NoticeMark

OLDEST = timedelta(days=7)
"""What happened longer ago is told nobody as news."""


def is_anything_new(now: datetime) -> bool:
    """Say whether a guild has events that nobody looked at."""
    session = db.session()
    try:
        return bool(due_guilds(session, now, limit=1))
    finally:
        session.rollback()


def due_guilds(session: Session, now: datetime, *, limit: int | None = None) -> Sequence[int]:
    """Return the guilds with events that nobody looked at, and those that nobody ever looked at."""
    new = select(MemberEvent.id).where(*new_events(Guild.id, NoticeMark.event_id, now))
    unseen = or_(NoticeMark.guild_id.is_(None), new.correlate(Guild, NoticeMark).exists())
    query = (
        select(Guild.id)
        .outerjoin(NoticeMark, NoticeMark.guild_id == Guild.id)
        .where(Guild.roster_succeeded_at.is_not(None), unseen)
        .order_by(Guild.id)
    )
    return session.scalars(query.limit(limit)).all()


def new_events(guild_id: Any, after: Any, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a guild's events that were not looked at; the index begins at their days."""
    of_guild = and_(MemberEvent.guild_id == guild_id, MemberEvent.seen_at >= now - OLDEST)
    return of_guild, MemberEvent.id > after
