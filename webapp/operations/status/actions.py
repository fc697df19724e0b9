"""Pause, resume, cancel: one transaction each, the right asked for again in it, the log told."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.models import SyncRun
from webapp.operations.status.forms import WantedPause
from webapp.permissions.audit import Action
from webapp.permissions.changes import NotThere, begin_change
from webapp.permissions.policy import Tool
from webapp.permissions.server_changes import Recorder, begin_server_change
from webapp.sync import pausing, runs
from webapp.sync.pauses import Pause
from webapp.words import PauseScope, RunKind

NO_SUCH_RUN = "There is no such run here. Perhaps it has been tidied away."


def pause_server(scope: PauseScope, actor_id: int, wanted: WantedPause, *, now: datetime) -> None:
    """Stop asking one source, or all."""
    with transaction() as session:
        change = begin_server_change(session, actor_id, now)
        _pause(session, change, wanted, scope=scope, guild_id=None, now=now)


def pause_guild(guild_id: int, actor_id: int, wanted: WantedPause, *, now: datetime) -> None:
    """Stop asking about one guild."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.OPERATIONS)
        _pause(session, change, wanted, scope=PauseScope.GUILD, guild_id=guild_id, now=now)


def resume_server(scope: PauseScope, actor_id: int, *, now: datetime) -> None:
    """Ask again; what waited is due, the oldest first."""
    with transaction() as session:
        change = begin_server_change(session, actor_id, now)
        if pausing.end_pause(session, scope, None):
            change.record(Action.SYNC_RESUMED, subject=scope.value, before=None, after=None)


def resume_guild(guild_id: int, actor_id: int, *, now: datetime) -> None:
    """Ask about a guild again."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.OPERATIONS)
        if pausing.end_pause(session, PauseScope.GUILD, guild_id):
            subject = PauseScope.GUILD.value
            change.record(Action.SYNC_RESUMED, subject=subject, before=None, after=None, changes_rights=False)


def cancel_of_server(run_id: int, actor_id: int, *, now: datetime) -> None:
    """Ask any run to stop."""
    with transaction() as session:
        change = begin_server_change(session, actor_id, now)
        _cancel(session, change, session.get(SyncRun, run_id, with_for_update=True), now)


def cancel_of_guild(guild_id: int, run_id: int, actor_id: int, *, now: datetime) -> None:
    """Ask a run of a guild to stop; another guild's is not found."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.OPERATIONS)
        run = session.get(SyncRun, run_id, with_for_update=True)
        is_own = run is not None and run.scope == runs.guild_scope(guild_id)
        _cancel(session, change, run if is_own else None, now)


def _pause(
    session: Session,
    change: Recorder,
    wanted: WantedPause,
    *,
    scope: PauseScope,
    guild_id: int | None,
    now: datetime,
) -> None:
    pausing.begin_pause(
        session,
        Pause(
            scope=scope,
            guild_id=guild_id,
            paused_at=now,
            resumes_at=wanted.resumes_at,
            reason=wanted.reason,
        ),
    )
    resumes_at = None if wanted.resumes_at is None else wanted.resumes_at.isoformat()
    told = {"reason": wanted.reason, "resumes_at": resumes_at}
    change.record(Action.SYNC_PAUSED, subject=scope.value, before=None, after=told, changes_rights=False)


def _cancel(session: Session, change: Recorder, run: SyncRun | None, now: datetime) -> None:
    """Ask a run to stop; what nobody works on while it is paused ends here. Raises NotThere."""
    if run is None:
        raise NotThere(NO_SUCH_RUN)
    if run.finished_at is not None or run.cancel_requested_at is not None:
        return
    run.cancel_requested_at = now
    session.flush()
    change.record(Action.RUN_CANCELLED, subject=str(run.id), before=None, after=None, changes_rights=False)
    if run.kind not in {RunKind.ROSTER, RunKind.CHARACTERS}:
        return
    guild_id, pauses = runs.guild_of(run.scope), pausing.pauses_at(session, now)
    is_paused = pauses.stop_battlenet if guild_id is None else pauses.over_guild(guild_id) is not None
    if is_paused:
        runs.cancel_rest(session, run.id, guild_id, now=now)
