"""Who works on what: a claim moves ``next_due_at``, so what a killed worker held becomes due by itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, select, update
from sqlalchemy.orm import Session

from webapp.models import Guild, SyncTarget
from webapp.sync import runs
from webapp.sync.pausing import not_paused, pauses_at
from webapp.sync.subjects import Subject, subjects_of
from webapp.words import RunKind, TargetKind

LEASE = timedelta(seconds=45)
RENEW_EVERY = timedelta(seconds=10)
BATCH = 50
"""Characters of one guild that a claim takes at most."""
MOST_DEATHS = 3
"""So many workers die at a thing before it is put aside; from the first on nothing is held beside it."""
WISH_HEAD_START = timedelta(days=365)
WISH_HORIZON = timedelta(days=182)
"""What became due longer ago than this is a person's wish: nothing else is ever that late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a worker may take: its name, whether only wishes, and whether only one guild or character."""

    worker: str
    wishes_only: bool = False
    guild_id: int | None = None
    character_id: int | None = None

    def horizon(self, now: datetime) -> datetime:
        """Return until when a thing must have become due to be taken."""
        return now - WISH_HORIZON if self.wishes_only else now


@dataclass(frozen=True, slots=True)
class _Turn:
    """Whose characters are claimed next: a guild's, or with None those that have no guild here."""

    guild_id: int | None


@dataclass(frozen=True, slots=True)
class RosterClaim:
    """A claimed roster: whose, and what its last attempts told."""

    target_id: int
    guild_id: int
    region: str
    realm: str
    name: str
    bnet_guild_id: int
    failures: int


def drop_orphans(session: Session, worker: str, now: datetime) -> int:
    """Give back what this worker's last job held when it died; a worker runs one job at a time."""
    return _give_back(session, SyncTarget.claimed_by == worker, now, deaths=SyncTarget.deaths + 1)


def release(session: Session, target_ids: Collection[int], *, worker: str, now: datetime) -> int:
    """Give back claims that were not worked on; they are due as they were, wishes first."""
    return _give_back(session, SyncTarget.id.in_(sorted(target_ids)) & (SyncTarget.claimed_by == worker), now)


def postpone(session: Session, target_ids: Collection[int], *, worker: str, until: datetime) -> None:
    """Give back claims that nobody can work on before a moment."""
    session.execute(
        update(SyncTarget)
        .where(SyncTarget.id.in_(sorted(target_ids)), SyncTarget.claimed_by == worker)
        .values(next_due_at=until, claimed_until=None, claimed_by=None)
    )


def decline(session: Session, target_id: int, *, until: datetime) -> None:
    """Give back a claim that nobody wants any more, the wish for it included."""
    session.execute(
        update(SyncTarget)
        .where(SyncTarget.id == target_id)
        .values(next_due_at=until, claimed_until=None, claimed_by=None, wished_at=None, wished_by=None)
    )


def renew(session: Session, worker: str, now: datetime) -> None:
    """Say that this worker is alive: everything it holds stays its own for another lease.

    What somebody else is writing to now waits for the next time: a lease outlives several.
    """
    until = now + LEASE
    mine = select(SyncTarget.id).where(SyncTarget.claimed_by == worker).with_for_update(skip_locked=True)
    session.execute(
        update(SyncTarget)
        .where(SyncTarget.id.in_(mine))
        .values(next_due_at=until, claimed_until=until)
        .execution_options(synchronize_session=False)
    )


def claim_roster(session: Session, reach: Reach, now: datetime) -> RosterClaim | None:
    """Take the roster that has been due longest, wishes first, or None when none is due or may be asked."""
    pauses = pauses_at(session, now)
    if pauses.stop_battlenet:
        return None
    facts = (Guild.region, Guild.realm, Guild.name, Guild.bnet_guild_id)
    query = (
        select(
            SyncTarget.id.label("target_id"),
            SyncTarget.guild_id,
            *facts,
            Guild.roster_failures.label("failures"),
        )
        .join(Guild, Guild.id == SyncTarget.guild_id)
        .where(
            SyncTarget.kind == TargetKind.ROSTER,
            SyncTarget.next_due_at <= reach.horizon(now),
            *not_paused(pauses, SyncTarget.guild_id),
        )
        .order_by(SyncTarget.next_due_at)
        .limit(1)
        .with_for_update(skip_locked=True, of=SyncTarget)
    )
    if reach.guild_id is not None:
        query = query.where(SyncTarget.guild_id == reach.guild_id)
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        return None
    take(session, [row["target_id"]], worker=reach.worker, now=now)
    return RosterClaim(**row)


def claim_characters(session: Session, reach: Reach, now: datetime) -> list[Subject]:
    """Take at most a batch of due characters of one guild, or of none; an empty list when none is due.

    Nobody at whom a worker died is among them: ``claim_suspect`` takes one of those.
    """
    pauses = pauses_at(session, now)
    if pauses.stop_battlenet:
        return []
    due = (*_due(reach, now), *not_paused(pauses, SyncTarget.guild_id), SyncTarget.deaths == 0)
    turn = _next_turn(session, reach, due, now)
    if turn is None:
        return []
    if turn.guild_id is not None:  # before its targets, as everybody locks
        session.execute(update(Guild).where(Guild.id == turn.guild_id).values(last_claimed_at=now))
    ids = session.scalars(
        select(SyncTarget.id)
        .where(SyncTarget.guild_id == turn.guild_id, *due)
        .order_by(SyncTarget.next_due_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    take(session, ids, worker=reach.worker, now=now)
    return subjects_of(session, ids, now)


def claim_suspect(session: Session, reach: Reach, now: datetime) -> list[Subject]:
    """Take the one character that has been due longest of those at whom a worker died, if there is any.

    It may be the one that kills workers, or one that was held beside it: nothing else must be held now.
    """
    pauses = pauses_at(session, now)
    if pauses.stop_battlenet:
        return []
    query = select(SyncTarget.id).where(*_due(reach, now), *not_paused(pauses, SyncTarget.guild_id))
    if reach.guild_id is not None:
        query = query.where(SyncTarget.guild_id == reach.guild_id)
    query = query.where(SyncTarget.deaths.between(1, MOST_DEATHS - 1)).order_by(SyncTarget.next_due_at)
    ids = session.scalars(query.limit(1).with_for_update(skip_locked=True)).all()
    take(session, ids, worker=reach.worker, now=now)
    return subjects_of(session, ids, now)


def _due(reach: Reach, now: datetime) -> tuple[ColumnElement[bool], ...]:
    due = (SyncTarget.kind == TargetKind.CHARACTER, SyncTarget.next_due_at <= reach.horizon(now))
    return due if reach.character_id is None else (*due, SyncTarget.character_id == reach.character_id)


def _next_turn(
    session: Session, reach: Reach, due: tuple[ColumnElement[bool], ...], now: datetime
) -> _Turn | None:
    """Return whose the oldest wish is, else who has waited longest for a claim; None when nobody is due."""
    if reach.guild_id is not None:
        return _Turn(reach.guild_id)
    oldest = session.execute(
        select(SyncTarget.guild_id, SyncTarget.next_due_at)
        .where(*due)
        .order_by(SyncTarget.next_due_at)
        .limit(1)
    ).one_or_none()
    if oldest is None:
        return None
    if oldest.next_due_at <= now - WISH_HORIZON:
        return _Turn(oldest.guild_id)
    return _longest_waiting(session, due)


def _longest_waiting(session: Session, due: tuple[ColumnElement[bool], ...]) -> _Turn | None:
    """Let guilds take turns; the characters without one take theirs as if they were a guild together."""
    has_work = select(SyncTarget.id).where(SyncTarget.guild_id == Guild.id, *due).exists()
    guild = session.execute(
        select(Guild.id, Guild.last_claimed_at)
        .where(has_work)
        .order_by(Guild.last_claimed_at.asc().nulls_first(), Guild.id)
        .limit(1)
    ).one_or_none()
    lone = session.scalar(select(SyncTarget.id).where(SyncTarget.guild_id.is_(None), *due).limit(1))
    if guild is None:
        return None if lone is None else _Turn(None)
    if lone is None or guild.last_claimed_at is None:
        return _Turn(guild.id)
    worked_at = runs.last_sign(session, runs.LONE, RunKind.CHARACTERS)
    is_their_turn = worked_at is None or worked_at < guild.last_claimed_at
    return _Turn(None) if is_their_turn else _Turn(guild.id)


def without_suspects(rows: Sequence[tuple[int, int]]) -> list[int]:
    """Return which of some targets are taken together, by their ids and deaths: a suspect is taken alone."""
    if rows and rows[0][1]:
        return [rows[0][0]]
    return [target_id for target_id, deaths in rows if not deaths]


def take(session: Session, ids: Collection[int], *, worker: str, now: datetime) -> None:
    """Take these targets for a lease; whoever still has one, and let it lapse, has died at it."""
    until = now + LEASE
    deaths = case((SyncTarget.claimed_by.is_not(None), SyncTarget.deaths + 1), else_=SyncTarget.deaths)
    session.execute(
        update(SyncTarget)
        .where(SyncTarget.id.in_(ids))
        .values(next_due_at=until, claimed_until=until, claimed_by=worker, deaths=deaths)
    )


def _give_back(session: Session, where: object, now: datetime, **counted: object) -> int:
    wished = case((SyncTarget.wished_at.is_not(None), now - WISH_HEAD_START), else_=now)
    result = session.execute(
        update(SyncTarget)
        .where(where)  # type: ignore[arg-type]
        .values(next_due_at=wished, claimed_until=None, claimed_by=None, **counted)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
