"""Keep and remove views: one transaction each, the right asked for in it; the log tells of a guild's."""

from datetime import datetime

from sqlalchemy import delete, func, select

from webapp.database import transaction
from webapp.lib.names import name_key
from webapp.models import SavedView
from webapp.permissions.audit import Action
from webapp.permissions.changes import Change, NotThere, Refused, begin_change
from webapp.permissions.policy import Tool
from webapp.roster.saved.forms import WantedView

MOST = 30
"""Views that a guild has, and that a person has of each."""
TOO_MANY = f"There are {MOST} views already. Remove one that nobody needs first."
TAKEN = "There is a view of this name already. Choose another name, or remove that one first."
GONE = "There is no such view. Perhaps it was removed before."


def keep_own(guild_id: int, actor_id: int, wanted: WantedView, *, now: datetime) -> None:
    """Keep a view for one person; raise Refused for a name that is taken, or too many."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.ROSTER)
        _keep(change, actor_id, wanted)


def keep_for_guild(guild_id: int, actor_id: int, wanted: WantedView, *, now: datetime) -> None:
    """Keep a view for everybody in the guild; raise Refused for a name that is taken, or too many."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.ROSTER_EDIT)
        _keep(change, None, wanted)
        after = {"query": wanted.view.query()}
        change.record(Action.VIEW_KEPT, subject=wanted.name, before=None, after=after, changes_rights=False)


def remove_own(guild_id: int, actor_id: int, view_id: int, *, now: datetime) -> None:
    """Remove a person's own view; one that is gone already, or another's, changes nothing."""
    own = (SavedView.id == view_id, SavedView.guild_id == guild_id, SavedView.user_id == actor_id)
    with transaction() as session:
        begin_change(session, guild_id, actor_id, now, tool=Tool.ROSTER)
        session.execute(delete(SavedView).where(*own))


def remove_from_guild(guild_id: int, actor_id: int, view_id: int, *, now: datetime) -> None:
    """Remove one of the guild's views; raise NotThere for any other."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.ROSTER_EDIT)
        view = session.scalar(
            select(SavedView).where(
                SavedView.id == view_id, SavedView.guild_id == guild_id, SavedView.user_id.is_(None)
            )
        )
        if view is None:
            raise NotThere(GONE)
        before = {"query": view.query}
        change.record(Action.VIEW_REMOVED, subject=view.name, before=before, after=None, changes_rights=False)
        session.delete(view)


def _keep(change: Change, user_id: int | None, wanted: WantedView) -> None:
    """Add a view; the guild is locked, so that no two count the same."""
    key = name_key(wanted.name)
    mine = select(SavedView.name_key).where(
        SavedView.guild_id == change.guild.id, SavedView.user_id.is_not_distinct_from(user_id)
    )
    if change.session.scalar(mine.where(SavedView.name_key == key)) is not None:
        raise Refused("name", TAKEN)
    if (change.session.scalar(select(func.count()).select_from(mine.subquery())) or 0) >= MOST:
        raise Refused("name", TOO_MANY)
    view = SavedView(guild_id=change.guild.id, user_id=user_id, name=wanted.name, name_key=key)
    view.query = wanted.view.query()
    change.session.add(view)
