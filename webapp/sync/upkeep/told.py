"""The sweeper's step for what guilds were told: it goes 30 days later, with everybody's copies; tests too."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.models import Delivery, GuildNotice

HANDFUL = 200
"""Rows a transaction."""


def drop_notices(session: Session, border: datetime) -> int:
    """Remove what was told before the border; copies and deliveries go with it."""
    old = select(GuildNotice.id).where(GuildNotice.at < border).order_by(GuildNotice.at).limit(HANDFUL)
    ids = session.scalars(old).all()
    session.execute(delete(GuildNotice).where(GuildNotice.id.in_(ids)))
    return len(ids)


def drop_tests(session: Session, border: datetime) -> int:
    """Remove tests of channels before the border: they belong to no notice that would take them along."""
    tests = (Delivery.notice_id.is_(None), Delivery.created_at < border)
    ids = session.scalars(select(Delivery.id).where(*tests).order_by(Delivery.id).limit(HANDFUL)).all()
    session.execute(delete(Delivery).where(Delivery.id.in_(ids)))
    return len(ids)
