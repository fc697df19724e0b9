"""Retry, park, mute, purge: one transaction each, on exactly what was counted, the log told."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.models import Character, FailureMute, GuildMember
from webapp.operations.cache.failures import Cause, count_of, of_cause
from webapp.operations.cache.forms import Wanted
from webapp.operations.cache.tallies import write_tallies
from webapp.permissions.audit import Action
from webapp.permissions.changes import Moved, NotThere, Refused, begin_change
from webapp.permissions.policy import Tool
from webapp.permissions.section_tools import TOOL_OF
from webapp.permissions.server_changes import Recorder, begin_server_change
from webapp.sync import again, jobs
from webapp.sync.wishes import NothingToRefresh, wish_character_refresh

MUTED_FOR = timedelta(hours=24)
NO_SUCH_CHARACTER = "There is no such character here. Perhaps it has left."


def count_everything(*, now: datetime) -> None:
    """Count the server's sections and cards anew."""
    with transaction() as session:
        write_tallies(session, now)


def retry(guild_id: int | None, actor_id: int, wanted: Wanted, *, now: datetime) -> None:
    """Make the looks at a group of failures due now; raise Moved where it is not what was counted."""
    with transaction() as session:
        change = _begin(session, guild_id, actor_id, now, wanted=wanted)
        cause = _as_counted(session, guild_id, wanted)
        again.make_due(session, of_cause(cause, guild_id), cause.section, now)
        _record(change, Action.FAILURES_RETRIED, wanted)
    jobs.ring_due(1)


def park(guild_id: int | None, actor_id: int, wanted: Wanted, *, now: datetime) -> None:
    """Put the looks at a group of failures off for a week; raise Moved where it is not what was counted."""
    with transaction() as session:
        change = _begin(session, guild_id, actor_id, now, wanted=wanted)
        cause = _as_counted(session, guild_id, wanted)
        again.park(session, of_cause(cause, guild_id), cause.section, now)
        _record(change, Action.FAILURES_PARKED, wanted)


def mute(guild_id: int | None, actor_id: int, wanted: Wanted, *, now: datetime) -> None:
    """Leave a group of failures out of the verdict for a day; raise Moved where it is not as counted."""
    with transaction() as session:
        change = _begin(session, guild_id, actor_id, now, wanted=wanted)
        _as_counted(session, guild_id, wanted)
        _unmute(session, guild_id, wanted)
        session.add(
            FailureMute(
                guild_id=guild_id, outcome=wanted.outcome, section=wanted.section, until=now + MUTED_FOR
            )
        )
        _record(change, Action.FAILURES_MUTED, wanted)


def unmute(guild_id: int | None, actor_id: int, wanted: Wanted, *, now: datetime) -> None:
    """Let a group of failures count again; raise Moved where it is not what was counted."""
    with transaction() as session:
        change = _begin(session, guild_id, actor_id, now, wanted=wanted)
        _as_counted(session, guild_id, wanted)
        if _unmute(session, guild_id, wanted):
            _record(change, Action.FAILURES_UNMUTED, wanted)


def purge(guild_id: int | None, actor_id: int, character_id: int, *, now: datetime) -> None:
    """Drop what was read about one character, and look at it anew ahead of everything else.

    Raises Refused while Battle.net would not tell it anew.
    """
    with transaction() as session:
        change = _begin(session, guild_id, actor_id, now)
        if not _is_here(session, guild_id, character_id):
            raise NotThere(NO_SUCH_CHARACTER)
        if (why := again.why_unreadable(session, character_id, now)) is not None:
            raise Refused("character", why)
        if not again.forget_answers(session, character_id, now):
            raise NotThere(NO_SUCH_CHARACTER)
        change.record(
            Action.ANSWERS_PURGED, before=None, after=None, character_id=character_id, changes_rights=False
        )
    try:
        wish_character_refresh(character_id, asked_by=actor_id, now=now, has_cool_down=False)
    except NothingToRefresh:
        return  # it left meanwhile


def _begin(
    session: Session, guild_id: int | None, actor_id: int, now: datetime, *, wanted: Wanted | None = None
) -> Recorder:
    """Ask for the right again: in a guild also for the tool of the section that the change is about."""
    if guild_id is None:
        return begin_server_change(session, actor_id, now)
    change = begin_change(session, guild_id, actor_id, now, tool=Tool.OPERATIONS)
    if wanted is not None and wanted.section in TOOL_OF:
        change.demand(TOOL_OF[wanted.section])
    return change


def _as_counted(session: Session, guild_id: int | None, wanted: Wanted) -> Cause:
    cause = Cause(outcome=wanted.outcome, section=wanted.section)
    found = count_of(session, cause, guild_id)
    if not found:
        raise Moved("There are none of these any more. Look again.")
    if found != wanted.counted:
        raise Moved(
            f"There are {found:,} of these now, and {wanted.counted:,} when the page was made."
            " Look again, then press again."
        )
    return cause


def _unmute(session: Session, guild_id: int | None, wanted: Wanted) -> bool:
    own = FailureMute
    same = (own.guild_id == guild_id, own.outcome == wanted.outcome, own.section == wanted.section)
    result = session.execute(delete(own).where(*same))
    return bool(result.rowcount)  # type: ignore[attr-defined]


def _is_here(session: Session, guild_id: int | None, character_id: int) -> bool:
    query = select(Character.id).where(Character.id == character_id)
    if guild_id is not None:
        query = query.join(GuildMember, GuildMember.character_id == Character.id)
        query = query.where(GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
    return session.scalar(query) is not None


def _record(change: Recorder, action: Action, wanted: Wanted) -> None:
    change.record(
        action,
        subject=f"{wanted.section} {wanted.outcome}",
        before=None,
        after={"count": wanted.counted},
        changes_rights=False,
    )
