"""Read and write what a guild wants its raid to be made of; the log says who did."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.insights.target import Target, target_of
from webapp.models import RaidTarget
from webapp.permissions.audit import Action
from webapp.permissions.changes import begin_change
from webapp.permissions.policy import Tool


def read_stored(session: Session, guild_id: int) -> Target:
    """Return what the guild wants; nothing where its officers never said."""
    return target_of(session.scalar(select(RaidTarget.wanted).where(RaidTarget.guild_id == guild_id)))


def save_target(guild_id: int, actor_id: int, target: Target, *, now: datetime) -> None:
    """Store what is wanted; of an empty target the row goes, and the rule of thumb holds again."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.ROSTER_EDIT)
        change.demand(Tool.INSIGHTS)
        row = session.get(RaidTarget, guild_id)
        before = None if row is None else dict(row.wanted)
        after = dict(target.numbers) or None
        if before == after:
            return
        if after is None:
            session.delete(row)
        elif row is None:
            session.add(RaidTarget(guild_id=guild_id, wanted=after))
        else:
            row.wanted = after
        change.record(Action.TARGET_SAVED, before=before, after=after, changes_rights=False)
