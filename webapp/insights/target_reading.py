"""Read what a guild wants its raid to be made of."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.insights.target import Target, target_of
from webapp.models import RaidTarget


def read_stored(session: Session, guild_id: int) -> Target:
    """Return what the guild wants; nothing where its officers never said."""
    return target_of(session.scalar(select(RaidTarget.wanted).where(RaidTarget.guild_id == guild_id)))
