"""Decide about a held roster: one transaction, the right asked for again in it, the log told."""

from datetime import datetime

from webapp.database import transaction
from webapp.permissions.audit import Action
from webapp.permissions.changes import begin_change
from webapp.permissions.policy import Tool
from webapp.sync.held import accept, discard
from webapp.sync.jobs import ring_due


def apply_held(guild_id: int, actor_id: int, mark: str, *, now: datetime) -> None:
    """Believe the held roster of this mark. Raises NothingHeld and CannotAccept."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.OPERATIONS)
        plan = accept(session, guild_id, mark=mark, now=now)
        told = {"left": len(plan.left), "joined": len(plan.joined) + len(plan.adopted)}
        change.record(Action.ROSTER_ACCEPTED, before=None, after=told)
    ring_due(1)


def discard_held(guild_id: int, actor_id: int, mark: str, *, now: datetime) -> None:
    """Drop the held roster of this mark and ask again. Raises NothingHeld."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.OPERATIONS)
        discard(session, guild_id, mark=mark, now=now)
        change.record(Action.ROSTER_DISCARDED, before=None, after=None, changes_rights=False)
    ring_due(1)
