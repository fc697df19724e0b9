"""Reads for pages and commands: a guild's strip, the whole engine's state, a wish's place in the queue."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session, aliased

from webapp.extensions import db
from webapp.freshness.state_column import WORST_LAST, state_code
from webapp.freshness.states import ROSTER, Facts, state_of
from webapp.freshness.weeks import reset_of
from webapp.models import Character, Guild, GuildMember, HeldRoster, MemberEvent, SyncRun, SyncTarget
from webapp.sync import runs
from webapp.sync.cool_downs import character_again_at
from webapp.sync.deletion import OUTAGE, looks_like_outage
from webapp.sync.facts import (
    CharacterStrip,
    HeldFacts,
    MemberArrivals,
    MemberCounts,
    RunFacts,
    Strip,
)
from webapp.sync.places import count_ahead, estimate, place_in_queue
from webapp.words import EventKind, RunKind, RunOutcome, RunTrigger, TargetKind

COOL_DOWN = timedelta(minutes=15)
"""A guild is refreshed on a person's wish once in this time."""
CARD_WITHIN = timedelta(minutes=2)
"""A card that became due so lately is about to be built."""


def guild_strip(guild_id: int, now: datetime) -> Strip:
    """Return what a guild's strip says."""
    session = db.session()
    guild = session.get_one(Guild, guild_id)
    counts = count_members(session, guild, now)
    members = sum(counts.states.values())
    scope = runs.guild_scope(guild_id)
    last = _last_run(session, scope, now)
    return Strip(
        guild_id=guild_id,
        data_version=guild.data_version,
        members=members,
        states=counts.states,
        **_roster_facts(guild, now),
        next_roster_at=_next_due_at(session, guild_id, TargetKind.ROSTER, now),
        active=active_runs(session, now, scope=scope),
        last=last,
        last_characters=_last_characters(session, last, scope, now),
        arrivals=_arrivals(session, last),
        next_character_at=_next_due_at(session, guild_id, TargetKind.CHARACTER, now),
        held=_held(session, guild_id),
        alert=OUTAGE if looks_like_outage(counts.suspects, members) else None,
        place=place_in_queue(session, guild_id, now),
        refresh_again_at=_refresh_again_at(session, guild_id, now),
        archived_at=guild.archived_at,
    )


def _roster_facts(guild: Guild, now: datetime) -> dict[str, Any]:
    """Return what the last looks at the roster came to, and how old that makes it."""
    facts = Facts(
        succeeded_at=guild.roster_succeeded_at,
        outcome=guild.roster_outcome,
        failures=guild.roster_failures,
    )
    told = ("attempted_at", "succeeded_at", "changed_at", "outcome", "error")
    known = {f"roster_{name}": getattr(guild, f"roster_{name}") for name in told}
    return {**known, "roster_state": state_of(facts, now, cadence=ROSTER)}


def _next_due_at(session: Session, guild_id: int, kind: TargetKind, now: datetime) -> datetime | None:
    of_kind = (SyncTarget.guild_id == guild_id, SyncTarget.kind == kind)
    due_at = session.scalar(select(func.min(SyncTarget.next_due_at)).where(*of_kind))
    return None if due_at is None else max(due_at, now)


def _refresh_again_at(session: Session, guild_id: int, now: datetime) -> datetime | None:
    """Return when the cool-down ends, or None when a wish would be granted."""
    last = last_wish_at(session, guild_id)
    return last + COOL_DOWN if last is not None and last + COOL_DOWN > now else None


def count_members(session: Session, guild: Guild, now: datetime) -> MemberCounts:
    """Count a guild's members by state; the database applies the rule, the rows stay where they are."""
    code = state_code(now, reset_at=reset_of(session, guild.region, now)).label("code")
    members = (
        select(code, Character.suspected_at)
        .join(GuildMember, GuildMember.character_id == Character.id)
        .where(GuildMember.guild_id == guild.id, GuildMember.left_at.is_(None))
        .subquery()
    )
    rows = session.execute(
        select(members.c.code, func.count(), func.count(members.c.suspected_at)).group_by(members.c.code)
    ).all()
    return MemberCounts(
        {WORST_LAST[code]: number for code, number, _ in rows}, sum(suspects for _, _, suspects in rows)
    )


def active_runs(session: Session, now: datetime, *, scope: str | None = None) -> tuple[RunFacts, ...]:
    """Return the runs that have not ended, oldest first."""
    query = select(SyncRun).where(SyncRun.finished_at.is_(None)).order_by(SyncRun.started_at)
    if scope is not None:
        query = query.where(SyncRun.scope == scope)
    return tuple(run_facts(run, now) for run in session.scalars(query))


def run_facts(run: SyncRun, now: datetime) -> RunFacts:
    """Return a run's facts with its pace as far as it can be told."""
    seconds = ((run.finished_at or now) - run.started_at).total_seconds()
    left = run.planned - run.done
    is_paced = run.finished_at is None and run.done > 0 and seconds > 0
    return RunFacts(
        id=run.id,
        scope=run.scope,
        kind=RunKind(run.kind),
        trigger=RunTrigger(run.trigger),
        started_at=run.started_at,
        finished_at=run.finished_at,
        planned=run.planned,
        done=run.done,
        changed=run.changed,
        unchanged=run.unchanged,
        failed=run.failed,
        failed_by_class=run.failed_by_class or {},
        calls=run.calls,
        not_modified=run.not_modified,
        calls_per_second=round(run.calls / seconds, 1) if seconds > 0 and run.calls else None,
        seconds_left=round(left * seconds / run.done) if is_paced else None,
        is_cancelling=run.cancel_requested_at is not None and run.finished_at is None,
        outcome=None if run.outcome is None else RunOutcome(run.outcome),
        message=run.message,
    )


def last_wish_at(session: Session, guild_id: int) -> datetime | None:
    """Return when a person's wish was last granted for a guild."""
    return session.scalar(
        select(SyncRun.started_at)
        .where(
            SyncRun.scope == runs.guild_scope(guild_id),
            SyncRun.kind == RunKind.ROSTER,
            SyncRun.trigger == RunTrigger.PERSON,
        )
        .order_by(SyncRun.started_at.desc())
        .limit(1)
    )


def trigger_of_wishes(session: Session, scope: str, worker: str) -> RunTrigger | None:
    """Return how the roster's run began whose wish made due what a worker holds; None of other work."""
    made_due = SyncTarget.wished_at == SyncRun.started_at
    query = select(SyncRun.trigger).join(SyncTarget, made_due).where(SyncTarget.claimed_by == worker)
    return session.scalar(query.where(SyncRun.scope == scope, SyncRun.kind == RunKind.ROSTER).limit(1))


def _last_run(session: Session, scope: str, now: datetime, *, kind: RunKind | None = None) -> RunFacts | None:
    query = select(SyncRun).where(SyncRun.scope == scope, SyncRun.finished_at.is_not(None))
    if kind is not None:
        query = query.where(SyncRun.kind == kind)
    run = session.scalar(query.order_by(SyncRun.finished_at.desc(), SyncRun.id.desc()).limit(1))
    return None if run is None else run_facts(run, now)


def _last_characters(session: Session, last: RunFacts | None, scope: str, now: datetime) -> RunFacts | None:
    if last is None or last.kind is RunKind.CHARACTERS:
        return last
    return _last_run(session, scope, now, kind=RunKind.CHARACTERS)


def _arrivals(session: Session, last: RunFacts | None) -> MemberArrivals | None:
    if last is None or last.kind is not RunKind.ROSTER:
        return None
    by_kind = select(MemberEvent.kind, func.count()).where(MemberEvent.run_id == last.id)
    events = dict(session.execute(by_kind.group_by(MemberEvent.kind)).all())
    return MemberArrivals(
        came=events.get(EventKind.JOINED, 0) + events.get(EventKind.RETURNED, 0),
        went=events.get(EventKind.LEFT, 0),
    )


def _held(session: Session, guild_id: int) -> HeldFacts | None:
    held = session.get(HeldRoster, guild_id)
    if held is None:
        return None
    return HeldFacts(
        held_at=held.held_at,
        reason=held.reason,
        known_count=held.known_count,
        seen_count=held.seen_count,
        leaving_count=held.leaving_count,
    )


def character_strip(character_id: int, now: datetime) -> CharacterStrip:
    """Return what a character's strip says, by one statement; raises NoResultFound for nobody."""
    target, card = aliased(SyncTarget), aliased(SyncTarget)
    row = (
        db.session.execute(
            select(
                Character.attempted_at,
                Character.last_synced_at.label("succeeded_at"),
                Character.changed_at,
                Character.outcome,
                Character.error,
                Character.failures,
                target.next_due_at,
                target.wished_at,
                target.claimed_until,
                card.next_due_at.label("card_due_at"),
                count_ahead(target.next_due_at, now).label("ahead"),
            )
            .outerjoin(target, (target.character_id == Character.id) & (target.kind == TargetKind.CHARACTER))
            .outerjoin(card, (card.character_id == Character.id) & (card.kind == TargetKind.CARD))
            .where(Character.id == character_id)
        )
        .mappings()
        .one()
    )
    return _strip_of(character_id, row, now)


def _strip_of(character_id: int, row: RowMapping, now: datetime) -> CharacterStrip:
    is_claimed = row["claimed_until"] is not None and row["claimed_until"] > now
    is_waited_for = row["wished_at"] is not None and not is_claimed
    is_new = row["attempted_at"] is None and row["next_due_at"] is not None and row["next_due_at"] <= now
    is_built_soon = row["card_due_at"] is not None and now - CARD_WITHIN <= row["card_due_at"] <= now
    again_at = character_again_at(row["attempted_at"], row["wished_at"], row["outcome"])
    facts = ("attempted_at", "succeeded_at", "changed_at", "outcome", "error", "failures")
    return CharacterStrip(
        character_id=character_id,
        is_under_way=is_claimed or is_waited_for or is_new or is_built_soon,
        place=estimate(row["ahead"], now - row["wished_at"]) if is_waited_for else None,
        again_at=again_at if again_at is not None and again_at > now else None,
        next_due_at=None if row["next_due_at"] is None else max(row["next_due_at"], now),
        **{name: row[name] for name in facts},
    )
