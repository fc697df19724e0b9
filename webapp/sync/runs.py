"""Runs: one active per (scope, kind); callers join it, workers count in it, anybody may ask it to stop."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, Select, String, cast, func, literal_column, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from webapp.database import transaction
from webapp.freshness.sections import SUMMARY_PERIOD
from webapp.lib.errors import ErrorWord
from webapp.models import Guild, SyncRun, SyncTarget
from webapp.models.upsert import insert_into
from webapp.words import RunKind, RunOutcome, RunTrigger, TargetKind

LEASE = timedelta(seconds=90)
"""A run without a sign of life for so long is nobody's any more."""
LOST = "The worker was lost; what it had not done is done by the next run."
LONE = "lone"
"""The scope of runs over characters that are tracked without a guild."""
HARMLESS = frozenset({ErrorWord.NOT_FOUND, ErrorWord.FORBIDDEN, ErrorWord.INVALID})
"""Answers that are no failure of a run: there is no public profile to bring up to date."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that was begun or joined."""

    run_id: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a piece of work adds to its run."""

    done: int = 0
    changed: int = 0
    unchanged: int = 0
    words: Counter[ErrorWord] = field(default_factory=Counter)
    calls: int = 0
    not_modified: int = 0

    @property
    def failed(self) -> int:
        """How many failed, not counting profiles that are not public."""
        return sum(count for word, count in self.words.items() if word not in HARMLESS)


def guild_scope(guild_id: int) -> str:
    """Return the scope of runs over one guild."""
    return f"guild:{guild_id}"


def newest_run_at() -> ScalarSelect[datetime]:
    """Return when the newest run over the guild of a statement began: whatever begins one moves it."""
    of_guild = SyncRun.scope == literal_column("'guild:'", String) + cast(Guild.id, String)
    return select(func.max(SyncRun.started_at)).where(of_guild).correlate(Guild).scalar_subquery()


def scope_of(guild_id: int | None) -> str:
    """Return the scope of runs over one guild's characters, or over those that have no guild here."""
    return LONE if guild_id is None else guild_scope(guild_id)


def guild_of(scope: str) -> int | None:
    """Return the guild of such a scope, None for characters without one."""
    return None if scope == LONE else int(scope.removeprefix("guild:"))


def begin_or_join(
    session: Session,
    scope: str,
    kind: RunKind,
    *,
    now: datetime,
    trigger: RunTrigger = RunTrigger.SCHEDULE,
    asked_by: int | None = None,
) -> Begun:
    """Begin a run, or join the active one of this scope and kind; any number of callers get one run."""
    row = {
        "scope": scope,
        "kind": kind,
        "trigger": trigger,
        "asked_by": asked_by,
        "started_at": now,
        "lease_until": now + LEASE,
    }
    while True:
        new_id = session.scalar(_insert_unless_active(session, row))
        if new_id is not None:
            return Begun(new_id, is_new=True)
        active = active_run_id(session, scope, kind)
        if active is not None:
            session.execute(update(SyncRun).where(SyncRun.id == active).values(lease_until=now + LEASE))
            return Begun(active, is_new=False)


def _insert_unless_active(session: Session, row: Mapping[str, Any]) -> ReturningInsert[int]:
    return (
        insert_into(session, SyncRun)
        .values(row)
        .on_conflict_do_nothing(index_elements=["scope", "kind"], index_where=text("finished_at IS NULL"))
        .returning(SyncRun.id)
    )


def active_run_id(session: Session, scope: str, kind: RunKind) -> int | None:
    """Return the active run of a scope and kind."""
    return session.scalar(
        select(SyncRun.id).where(SyncRun.scope == scope, SyncRun.kind == kind, SyncRun.finished_at.is_(None))
    )


def last_sign(session: Session, scope: str, kind: RunKind) -> datetime | None:
    """Return when the active run of a scope last gave a sign of life."""
    active = (SyncRun.scope == scope, SyncRun.kind == kind, SyncRun.finished_at.is_(None))
    until = session.scalar(select(SyncRun.lease_until).where(*active))
    return None if until is None else until - LEASE


def close_stuck(session: Session, scope: str, kind: RunKind, *, now: datetime) -> None:
    """End the active run of a scope when its worker has given no sign for longer than its lease."""
    run = session.scalar(
        select(SyncRun)
        .where(SyncRun.scope == scope, SyncRun.kind == kind, SyncRun.finished_at.is_(None))
        .with_for_update()
    )
    if run is not None and run.lease_until < now:
        finish(session, run.id, now=now, outcome=RunOutcome.FAILED, message=LOST)


def count(session: Session, run_id: int, tally: Tally, *, now: datetime, message: str | None = None) -> None:
    """Add to a run's counters and say that it is alive; ``message`` says why it waits, if it does."""
    run = session.get_one(SyncRun, run_id, with_for_update=True)
    run.done += tally.done
    run.changed += tally.changed
    run.unchanged += tally.unchanged
    run.failed += tally.failed
    run.calls += tally.calls
    run.not_modified += tally.not_modified
    run.planned = max(run.planned, run.done)
    if tally.words:
        before = run.failed_by_class or {}
        run.failed_by_class = {
            **before,
            **{word.value: before.get(word.value, 0) + number for word, number in tally.words.items()},
        }
    run.lease_until = now + LEASE
    run.message = message
    session.flush()


def pause(session: Session, run_id: int, *, until: datetime, message: str, now: datetime) -> None:
    """Let a run wait: it counts as alive until its work is due again, and says why it waits."""
    count(session, run_id, Tally(), now=now, message=message)
    session.execute(update(SyncRun).where(SyncRun.id == run_id).values(lease_until=until + LEASE))


def plan(session: Session, run_id: int, guild_id: int | None, *, now: datetime) -> None:
    """Set how many the run will have done at its end: what it did and what is due or held now."""
    run = session.get_one(SyncRun, run_id, with_for_update=True)
    run.planned = run.done + remaining(session, guild_id, now)
    run.lease_until = now + LEASE
    session.flush()


def remaining(session: Session, guild_id: int | None, now: datetime) -> int:
    """Count the characters of a guild, or of none, that are due or held by a worker."""
    return session.scalar(select(func.count()).select_from(_remaining(guild_id, now).subquery())) or 0


def has_remaining(session: Session, guild_id: int | None, now: datetime) -> bool:
    """Say whether any character of a guild, or of none, is due or held by a worker."""
    return session.scalar(_remaining(guild_id, now).limit(1)) is not None


def _remaining(guild_id: int | None, now: datetime) -> Select[int]:
    return select(SyncTarget.id).where(
        SyncTarget.guild_id == guild_id,
        SyncTarget.kind == TargetKind.CHARACTER,
        (SyncTarget.next_due_at <= now) | SyncTarget.claimed_by.is_not(None),
    )


def cancel_rest(session: Session, run_id: int, guild_id: int | None, *, now: datetime) -> None:
    """End a cancelled run: what is left of it waits for its normal time.

    Once only: a call that ends after the run has must not take what somebody wished for since.
    """
    if session.get_one(SyncRun, run_id, with_for_update=True).finished_at is not None:
        return
    session.execute(
        update(SyncTarget)
        .where(SyncTarget.id.in_(_remaining(guild_id, now)))
        .values(
            next_due_at=now + SUMMARY_PERIOD,
            claimed_until=None,
            claimed_by=None,
            wished_at=None,
            wished_by=None,
        )
    )
    finish(session, run_id, now=now, outcome=RunOutcome.CANCELLED)


def request_cancel(run_id: int, *, now: datetime) -> bool:
    """Ask an active run to stop; its worker does so within seconds. Return whether there was one."""
    with transaction() as session:
        run = session.get(SyncRun, run_id, with_for_update=True)
        if run is None or run.finished_at is not None:
            return False
        run.cancel_requested_at = run.cancel_requested_at or now
        return True


def finish(
    session: Session,
    run_id: int,
    *,
    now: datetime,
    outcome: RunOutcome | None = None,
    message: str | None = None,
) -> None:
    """End a run; without an outcome it follows from the counters. A run that has ended stays as it is."""
    run = session.get_one(SyncRun, run_id, with_for_update=True)
    if run.finished_at is not None:
        return
    run.finished_at = now
    run.outcome = outcome or outcome_of(run)
    run.message = message or run.message
    session.flush()


def outcome_of(run: SyncRun) -> RunOutcome:
    """Say how a run ended that did all it could."""
    if run.cancel_requested_at is not None:
        return RunOutcome.CANCELLED
    if run.failed == 0:
        return RunOutcome.OK
    return RunOutcome.FAILED if run.failed >= run.done else RunOutcome.PARTIAL


def is_cancelled(session: Session, run_id: int) -> bool:
    """Say whether somebody asked the run to stop."""
    return session.scalar(select(SyncRun.cancel_requested_at).where(SyncRun.id == run_id)) is not None
