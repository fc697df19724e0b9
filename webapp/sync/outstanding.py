"""What is outstanding: index probes that read no more than they need, and the tidying of each tick."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.extensions import db
from webapp.models import SyncRun, SyncTarget
from webapp.sync import runs
from webapp.sync.apply import end_run
from webapp.sync.claims import BATCH, WISH_HORIZON
from webapp.sync.gamedata import regions_due
from webapp.sync.pauses import Pauses
from webapp.sync.pausing import drop_ended, not_paused, pauses_at
from webapp.sync.targets import ensure_roster_targets
from webapp.words import RunKind, RunOutcome, TargetKind


def is_anything_due(now: datetime) -> bool:
    """Say whether a worker would find something to do."""
    return bells_wanted(now, most=1) > 0


def is_anything_wished(now: datetime) -> bool:
    """Say whether a person waits for something."""
    session = db.session()
    try:
        pauses = pauses_at(session, now)
        kinds = () if pauses.stop_battlenet else (TargetKind.ROSTER, TargetKind.CHARACTER)
        return any(_has_due(session, kind, now - WISH_HORIZON, pauses) for kind in kinds)
    finally:
        session.rollback()


def bells_wanted(now: datetime, *, most: int) -> int:
    """Return how many workers have something to do; looks at no more rows than that many batches hold."""
    session = db.session()
    try:
        pauses = pauses_at(session, now)
        if pauses.stop_battlenet:
            return 0
        due = _due(TargetKind.CHARACTER, now, pauses)
        characters = len(session.scalars(select(SyncTarget.id).where(*due).limit(most * BATCH)).all())
        others = _has_due(session, TargetKind.ROSTER, now, pauses) or bool(regions_due(session, now))
        return min(most, max(-(-characters // BATCH), int(others)))
    finally:
        session.rollback()


def tidy(now: datetime) -> None:
    """Mend what a crash may have left: rosters without a target, runs without a worker; end old pauses."""
    with transaction() as session:
        drop_ended(session, now)
        ensure_roster_targets(session, now)
        lost = session.execute(
            select(SyncRun.id, SyncRun.scope, SyncRun.kind)
            .where(SyncRun.finished_at.is_(None), SyncRun.lease_until < now)
            .order_by(SyncRun.id)
        ).all()
        for run in lost:
            _close_lost(session, run.id, run.scope, run.kind, now=now)


def _close_lost(session: Session, run_id: int, scope: str, kind: RunKind, *, now: datetime) -> None:
    """End a run that nobody works on, unless its work is due: then the next worker goes on with it."""
    if kind not in {RunKind.ROSTER, RunKind.CHARACTERS}:
        runs.finish(session, run_id, now=now, outcome=RunOutcome.FAILED, message=runs.LOST)
        return
    guild_id = runs.guild_of(scope)
    if kind is RunKind.CHARACTERS:
        if not runs.has_remaining(session, guild_id, now):
            end_run(session, run_id, guild_id, now=now)
        return
    open_roster = select(SyncTarget.id).where(
        SyncTarget.guild_id == guild_id,
        SyncTarget.kind == TargetKind.ROSTER,
        (SyncTarget.next_due_at <= now) | SyncTarget.claimed_by.is_not(None),
    )
    if session.scalar(open_roster) is None:
        runs.finish(session, run_id, now=now, outcome=RunOutcome.FAILED, message=runs.LOST)


def _due(kind: TargetKind, moment: datetime, pauses: Pauses) -> tuple[ColumnElement[bool], ...]:
    due = (SyncTarget.kind == kind, SyncTarget.next_due_at <= moment)
    return (*due, *not_paused(pauses, SyncTarget.guild_id))


def _has_due(session: Session, kind: TargetKind, moment: datetime, pauses: Pauses) -> bool:
    due = _due(kind, moment, pauses)
    return session.scalar(select(SyncTarget.id).where(*due).limit(1)) is not None
