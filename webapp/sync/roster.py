"""Bring one guild's roster up to date: ask, compare, refuse what cannot be, write, say how it went."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.lib.errors import ErrorWord
from webapp.models import Guild, GuildMember, HeldRoster, SyncTarget
from webapp.models.forgotten import forgotten_among
from webapp.sync import runs
from webapp.sync.claims import RosterClaim
from webapp.sync.diff import RosterPlan, plan_roster_changes, reason_to_hold
from webapp.sync.ended_grants import end_grants
from webapp.sync.guild_names import follow_rename
from webapp.sync.leaders import name_leaders
from webapp.sync.leavers import keep_owned
from webapp.sync.next_due import Look, next_roster_due
from webapp.sync.rights import mind_rights
from webapp.sync.roster_answer import RosterAnswer, leave_out, raw_members
from webapp.sync.roster_store import RosterWrite, known_characters, write_roster
from webapp.sync.targets import ensure_character_targets
from webapp.words import RunOutcome, TargetKind

ARCHIVE_AFTER = timedelta(hours=24)
"""A guild whose roster is not found twice, so far apart, is archived: nothing about it is deleted."""
SUSPICIOUS = RunOutcome.SUSPICIOUS.value
ANOTHER_GUILD = "another guild has this name now"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterReport:
    """How a roster sync ended."""

    outcome: RunOutcome
    message: str | None = None
    plan: RosterPlan | None = None
    retry_after: timedelta | None = None
    is_halted: bool = False


def store_answer(
    session: Session, claim: RosterClaim, answer: RosterAnswer, *, run_id: int, worker: str, now: datetime
) -> RosterReport:
    """Write what a roster answer means, within the caller's transaction, and end the run.

    An answer that comes after its claim ran out is dropped: another worker has a newer one. So is one about a
    guild that somebody has removed meanwhile.
    """
    guild = session.get(Guild, claim.guild_id, with_for_update={"key_share": True})
    target = session.get(SyncTarget, claim.target_id)
    if guild is None or target is None or target.claimed_by != worker:
        return RosterReport(
            outcome=RunOutcome.OK, message="the guild was removed, or another worker took over"
        )
    guild.roster_attempted_at = now
    answer = _without_forgotten(session, guild, answer)
    if answer.word is not None:
        report = _store_failure(session, guild, answer, now)
    else:
        report = _store_roster(session, guild, answer, run_id=run_id, now=now)
    look = Look(word=answer.word, failures=guild.roster_failures, retry_after=answer.retry_after)
    next_due_at = next_roster_due(look, now, jitter=random.random())
    _let_go(session, claim.target_id, next_due_at=next_due_at, is_wish_kept=report.is_halted)
    runs.count(session, run_id, _tally(answer, report), now=now, message=report.message)
    if report.is_halted:
        runs.pause(session, run_id, until=next_due_at, message=report.message or "", now=now)
    else:
        _end_run(session, run_id, guild.id, report, now=now)
    return report


def _let_go(session: Session, target_id: int, *, next_due_at: datetime, is_wish_kept: bool) -> None:
    """Give a claim back; a wish that could not be granted yet stays."""
    wish = {} if is_wish_kept else {"wished_at": None, "wished_by": None}
    session.execute(
        update(SyncTarget)
        .where(SyncTarget.id == target_id)
        .values(next_due_at=next_due_at, claimed_until=None, claimed_by=None, deaths=0, **wish)
    )


def _end_run(session: Session, run_id: int, guild_id: int, report: RosterReport, *, now: datetime) -> None:
    if runs.is_cancelled(session, run_id):
        runs.cancel_rest(session, run_id, guild_id, now=now)
    else:
        runs.finish(session, run_id, now=now, outcome=report.outcome, message=report.message)


def apply_held(session: Session, guild_id: int, answer: RosterAnswer, *, now: datetime) -> RosterPlan:
    """Write a roster that an operator has accepted: the same, without the guard."""
    guild = session.get_one(Guild, guild_id, with_for_update={"key_share": True})
    answer = _without_forgotten(session, guild, answer)
    plan = _plan(session, guild, answer)
    _write(session, guild, answer, plan, run_id=None, now=now)
    return plan


def _without_forgotten(session: Session, guild: Guild, answer: RosterAnswer) -> RosterAnswer:
    """Leave out who asked to be forgotten; asked after the guild was locked, so that nobody slips in."""
    return leave_out(answer, forgotten_among(session, guild.region, {one.bnet_id for one in answer.members}))


def _store_failure(session: Session, guild: Guild, answer: RosterAnswer, now: datetime) -> RosterReport:
    word = answer.word or ErrorWord.BUG
    if word in {ErrorWord.RATE_LIMITED, ErrorWord.AUTH}:
        guild.roster_outcome = word.value
        guild.roster_error = answer.error
        return RosterReport(
            outcome=RunOutcome.FAILED, message=word.sentence, retry_after=answer.retry_after, is_halted=True
        )
    guild.roster_outcome, guild.roster_error = word.value, answer.error
    guild.roster_failures += 1
    if word is ErrorWord.NOT_FOUND and not follow_rename(session, guild, now):
        _note_missing(session, guild, now)
    log.warning("roster_failed", guild_id=guild.id, word=word.value, error=answer.error)
    return RosterReport(outcome=RunOutcome.FAILED, message=word.sentence)


def _note_missing(session: Session, guild: Guild, now: datetime) -> None:
    """Delete nobody; a guild that is missing a day later too is archived."""
    if guild.missing_since is None:
        guild.missing_since = now
    elif now - guild.missing_since >= ARCHIVE_AFTER and guild.archived_at is None:
        guild.archived_at = now
        guild.data_version += 1
        characters = (SyncTarget.guild_id == guild.id, SyncTarget.kind == TargetKind.CHARACTER)
        keep_owned(session, *characters)
        session.execute(delete(SyncTarget).where(*characters))
        log.warning("guild_archived", guild_id=guild.id)


def _store_roster(
    session: Session, guild: Guild, answer: RosterAnswer, *, run_id: int, now: datetime
) -> RosterReport:
    plan = _plan(session, guild, answer)
    reason = _reason(session, guild, answer, plan)
    if reason is not None:
        _hold(session, guild, answer, plan, reason=reason, now=now)
        return RosterReport(outcome=RunOutcome.SUSPICIOUS, message=f"Roster held: {reason}.", plan=plan)
    _write(session, guild, answer, plan, run_id=run_id, now=now)
    return RosterReport(outcome=RunOutcome.OK, plan=plan)


def _plan(session: Session, guild: Guild, answer: RosterAnswer) -> RosterPlan:
    known = known_characters(session, guild.id, guild.region, answer.members)
    return plan_roster_changes(known, answer.members)


def _reason(session: Session, guild: Guild, answer: RosterAnswer, plan: RosterPlan) -> str | None:
    if answer.bnet_guild_id != guild.bnet_guild_id:
        return ANOTHER_GUILD
    seen_count = len(answer.members) + answer.left_out
    return reason_to_hold(plan, known_count=_member_count(session, guild.id), seen_count=seen_count)


def _member_count(session: Session, guild_id: int) -> int:
    members = (GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
    return len(session.scalars(select(GuildMember.id).where(*members)).all())


def _hold(
    session: Session, guild: Guild, answer: RosterAnswer, plan: RosterPlan, *, reason: str, now: datetime
) -> None:
    held = session.get(HeldRoster, guild.id) or HeldRoster(guild_id=guild.id, held_at=now)
    held.reason = reason
    held.known_count = _member_count(session, guild.id)
    held.seen_count = len(answer.members)
    held.leaving_count = len(plan.left)
    held.roster_json = answer.roster_document
    session.add(held)
    guild.roster_outcome, guild.roster_error = SUSPICIOUS, reason
    log.warning("roster_held", guild_id=guild.id, leaving=len(plan.left), seen=len(answer.members))


def _write(
    session: Session,
    guild: Guild,
    answer: RosterAnswer,
    plan: RosterPlan,
    *,
    run_id: int | None,
    now: datetime,
) -> None:
    write = RosterWrite(
        guild_id=guild.id,
        region=guild.region,
        run_id=run_id,
        is_first=guild.roster_succeeded_at is None or _member_count(session, guild.id) == 0,
        now=now,
        raw=raw_members(answer.roster_document),
    )
    mind_rights(session, guild, plan, now)
    write_roster(session, plan, write)
    end_grants(session, guild.id, [one.character_id for one in plan.left], now=now)
    name_leaders(session, [guild.id])
    was_archived, guild.archived_at, guild.missing_since = guild.archived_at is not None, None, None
    ensure_character_targets(session, guild.id, now)
    session.execute(delete(HeldRoster).where(HeldRoster.guild_id == guild.id))
    _note_success(guild, answer, now)
    if not plan.is_empty or was_archived or write.is_first:
        guild.roster_changed_at = now
        guild.data_version += 1
    session.flush()


def _note_success(guild: Guild, answer: RosterAnswer, now: datetime) -> None:
    guild.roster_outcome, guild.roster_error, guild.roster_failures = "ok", None, 0
    guild.roster_succeeded_at = guild.last_synced_at = now
    for name, value in _guild_facts(guild, answer).items():
        setattr(guild, name, value)


def _guild_facts(guild: Guild, answer: RosterAnswer) -> dict[str, Any]:
    """Return the guild's own columns that differ; documents only when the roster's hash does."""
    facts: dict[str, Any] = {}
    if answer.faction is not None and answer.faction != guild.faction:
        facts["faction"] = answer.faction
    if answer.roster_hash is None or answer.roster_hash != guild.roster_hash:
        facts["roster_hash"] = answer.roster_hash
        facts["roster_json"] = answer.roster_document
        if answer.guild_document is not None:
            facts["guild_data_json"] = answer.guild_document
    return facts


def _tally(answer: RosterAnswer, report: RosterReport) -> runs.Tally:
    words = Counter([answer.word]) if answer.word is not None and not report.is_halted else Counter()
    plan = report.plan
    changed = plan is not None and not plan.is_empty
    return runs.Tally(
        done=0 if report.is_halted else 1,
        changed=int(changed),
        unchanged=int(plan is not None and not changed),
        words=words,
        calls=answer.calls,
        not_modified=answer.not_modified,
    )
