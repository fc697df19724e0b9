"""Which guild's reports are looked at next: a claim moves the due time, whoever died is late by a lease."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import literal, select, update
from sqlalchemy.orm import Session

from webapp.clients.warcraftlogs import GuildSubject
from webapp.models import Guild, RaidLook
from webapp.models.upsert import insert_into
from webapp.sync.pausing import not_paused, pauses_at

LEASE = timedelta(minutes=2)
_COLUMNS = ("guild_id", "next_due_at", "failures", "created_at", "updated_at")


@dataclass(frozen=True, slots=True)
class RaidClaim:
    """A guild whose reports are looked at now; ``failures`` in a row before."""

    guild_id: int
    subject: GuildSubject
    failures: int


def insert_missing_looks(session: Session, now: datetime) -> None:
    """Give every tracked guild a look that is due now, where there is none."""
    has_one = select(RaidLook.guild_id).where(RaidLook.guild_id == Guild.id).exists()
    moment = literal(now, RaidLook.next_due_at.type)
    rows = select(Guild.id, moment, literal(0), moment, moment).where(Guild.archived_at.is_(None), ~has_one)
    session.execute(insert_into(session, RaidLook).from_select(list(_COLUMNS), rows).on_conflict_do_nothing())


def is_raid_look_due(session: Session, now: datetime) -> bool:
    """Say whether any guild's reports are due that may be asked for."""
    return _due(session, now) is not None


def claim_raid_look(session: Session, now: datetime) -> RaidClaim | None:
    """Take the guild that has been due longest; None when none is, or another worker was faster."""
    guild_id = _due(session, now)
    mine = (RaidLook.guild_id == guild_id, RaidLook.next_due_at <= now)
    taken = session.execute(update(RaidLook).where(*mine).values(next_due_at=now + LEASE))
    if guild_id is None or not taken.rowcount:  # type: ignore[attr-defined]
        return None
    columns = (Guild.region, Guild.realm, Guild.name, RaidLook.failures)
    query = select(*columns).join(RaidLook, RaidLook.guild_id == Guild.id).where(Guild.id == guild_id)
    row = session.execute(query).one()
    return RaidClaim(guild_id, GuildSubject(row.region, row.realm, row.name), row.failures)


def _due(session: Session, now: datetime) -> int | None:
    pauses = pauses_at(session, now)
    if pauses.stop_logs:
        return None
    query = (
        select(RaidLook.guild_id)
        .join(Guild, Guild.id == RaidLook.guild_id)
        .where(RaidLook.next_due_at <= now, Guild.archived_at.is_(None))
        .where(*not_paused(pauses, RaidLook.guild_id))
        .order_by(RaidLook.next_due_at)
    )
    return session.scalar(query.limit(1))
