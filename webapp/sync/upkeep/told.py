"""The sweeper's steps for what guilds were told and what officers sent: it goes 30 days later; tests too."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.models import Delivery, GuildNotice, LegacyFile, LegacyUpload, LegacyWish

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


def drop_uploads(session: Session, border: datetime) -> int:
    """Remove files that officers sent before the border, and what became of them; records stay."""
    old = select(LegacyUpload.id).where(LegacyUpload.sent_at < border).limit(HANDFUL)
    ids = session.scalars(old).all()
    session.execute(delete(LegacyFile).where(LegacyFile.upload_id.in_(ids)))
    session.execute(delete(LegacyUpload).where(LegacyUpload.id.in_(ids)))
    return len(ids)


def drop_seeks(session: Session, border: datetime) -> int:
    """Remove names that were looked for among files before the border."""
    ids = session.scalars(select(LegacyWish.id).where(LegacyWish.asked_at < border).limit(HANDFUL)).all()
    session.execute(delete(LegacyWish).where(LegacyWish.id.in_(ids)))
    return len(ids)
