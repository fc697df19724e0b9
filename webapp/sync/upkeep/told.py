"""The sweeper's step for what guilds were told: it goes 30 days later, with everybody's copies."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.models import GuildNotice

HANDFUL = 200
"""Rows a transaction."""


def drop_notices(session: Session, border: datetime) -> int:
    """Remove what was told before the border; copies and deliveries go with it."""
    old = select(GuildNotice.id).where(GuildNotice.at < border).order_by(GuildNotice.at).limit(HANDFUL)
    ids = session.scalars(old).all()
    session.execute(delete(GuildNotice).where(GuildNotice.id.in_(ids)))
    return len(ids)
