"""Claim whose logs are looked at next: as many of one region as fit into one question."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from webapp.clients.warcraftlogs import MOST_CHARACTERS, LogsSubject, metric_of
from webapp.models import Character, GuildMember, PageView, SectionState, SyncTarget
from webapp.sync import claims
from webapp.sync.logs.next_look import Interest
from webapp.sync.pausing import not_paused, pauses_at
from webapp.words import Section, TargetKind

_HOME = and_(
    GuildMember.character_id == Character.id,
    GuildMember.guild_id == Character.guild_id,
    GuildMember.left_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class LogsFacts:
    """What is stored about the looks at a character's logs."""

    succeeded_at: datetime | None = None
    changed_at: datetime | None = None
    outcome: str | None = None
    failures: int = 0
    content_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogsClaim:
    """A claimed character: under which name it is asked for, and what is known."""

    target_id: int
    character_id: int
    subject: LogsSubject
    facts: LogsFacts
    interest: Interest


def is_logs_due(session: Session, now: datetime) -> bool:
    """Say whether anybody's logs are due that may be asked for."""
    pauses = pauses_at(session, now)
    if pauses.stop_logs:
        return False
    query = select(SyncTarget.id).where(SyncTarget.kind == TargetKind.LOGS, SyncTarget.next_due_at <= now)
    if pauses.guild_ids:
        query = query.join(Character, Character.id == SyncTarget.character_id)
        query = query.where(*not_paused(pauses, Character.guild_id))
    return session.scalar(query.limit(1)) is not None


def claim_logs(session: Session, worker: str, now: datetime) -> list[LogsClaim]:
    """Take the characters that have been due longest, wishes first; an empty list when none is due."""
    pauses = pauses_at(session, now)
    if pauses.stop_logs:
        return []
    due = (
        SyncTarget.kind == TargetKind.LOGS,
        SyncTarget.next_due_at <= now,
        *not_paused(pauses, Character.guild_id),
    )
    joined = select(Character.region).join(SyncTarget, SyncTarget.character_id == Character.id)
    region = session.scalar(joined.where(*due).order_by(SyncTarget.next_due_at).limit(1))
    if region is None:
        return []
    rows = session.execute(
        select(SyncTarget.id, SyncTarget.deaths)
        .join(Character, Character.id == SyncTarget.character_id)
        .where(*due, Character.region == region)
        .order_by(SyncTarget.next_due_at)
        .limit(MOST_CHARACTERS)
        .with_for_update(skip_locked=True, of=SyncTarget)
    ).all()
    ids = claims.without_suspects([(row.id, row.deaths) for row in rows])
    claims.take(session, ids, worker=worker, now=now)
    return _claimed(session, ids, now)


def _claimed(session: Session, target_ids: Collection[int], now: datetime) -> list[LogsClaim]:
    role = GuildMember.role_override, Character.role
    columns = (SyncTarget.id.label("target_id"), Character.id, Character.region, Character.realm)
    rows = session.execute(
        select(*columns, Character.name, *role)
        .join(Character, Character.id == SyncTarget.character_id)
        .outerjoin(GuildMember, _HOME)
        .where(SyncTarget.id.in_(target_ids))
        .order_by(Character.id)
    ).all()
    ids = [row.id for row in rows]
    facts, raided = _facts(session, ids), _raided(session, ids)
    watched = _watched(session, ids, now)
    return [
        LogsClaim(
            target_id=row.target_id,
            character_id=row.id,
            subject=LogsSubject(
                region=row.region,
                realm=row.realm,
                name=row.name,
                metric=metric_of(row.role_override or row.role),
            ),
            facts=facts.get(row.id, LogsFacts()),
            interest=Interest(raided_at=raided.get(row.id), is_watched=row.id in watched),
        )
        for row in rows
    ]


def _facts(session: Session, character_ids: Collection[int]) -> dict[int, LogsFacts]:
    state = SectionState
    columns = (state.succeeded_at, state.changed_at, state.outcome, state.failures, state.content_hash)
    mine = (state.character_id.in_(character_ids), state.section == Section.LOGS)
    rows = session.execute(select(state.character_id, *columns).where(*mine))
    return {row[0]: LogsFacts(*row[1:]) for row in rows}


def _raided(session: Session, character_ids: Collection[int]) -> dict[int, datetime]:
    raids = (SectionState.character_id.in_(character_ids), SectionState.section == Section.RAIDS)
    rows = session.execute(select(SectionState.character_id, SectionState.changed_at).where(*raids))
    return {character_id: changed_at for character_id, changed_at in rows if changed_at is not None}


def _watched(session: Session, character_ids: Collection[int], now: datetime) -> set[int]:
    today = (PageView.character_id.in_(character_ids), PageView.day == now.date())
    return set(session.scalars(select(PageView.character_id).where(*today)))
