"""Read what trends and troubles are told of: a few statements for the whole server."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from webapp.extensions import db
from webapp.lib.errors import ErrorWord
from webapp.models import ClockTick, Guild, HeldRoster, NoticeMark, ServiceSighting, SyncPause
from webapp.notifications.trends.days import slot_of
from webapp.notifications.trends.states import LATE_AFTER, GuildState
from webapp.sync.seen import BATTLENET
from webapp.words import PauseScope

TICK = "trends-told"


def is_day_due(now: datetime) -> bool:
    """Say whether nobody has had the last day's look."""
    session = db.session()
    try:
        last = last_slot(session)
        return last is None or last < slot_of(now)
    finally:
        session.rollback()


def last_slot(session: Session) -> int | None:
    """Return the number of the day that was looked at last."""
    return session.scalar(select(ClockTick.slot).where(ClockTick.name == TICK))


def told_guilds() -> Select[int]:
    """Return the statement over guilds that may be told: those with a mark, and with pages to be told of."""
    query = select(NoticeMark.guild_id).join(Guild, Guild.id == NoticeMark.guild_id)
    return query.where(Guild.archived_at.is_(None)).order_by(NoticeMark.guild_id)


def troubled_guilds(session: Session, now: datetime) -> Mapping[int, GuildState]:
    """Return the guilds whose roster is held back or was not read for long, of those with a mark."""
    everybody = (PauseScope.EVERYTHING, PauseScope.BATTLENET)
    paused = select(SyncPause.id).where(or_(SyncPause.scope.in_(everybody), SyncPause.guild_id == Guild.id))
    is_paused = paused.correlate(Guild).exists()
    query = (
        select(
            Guild.id,
            Guild.roster_succeeded_at,
            is_paused.label("is_paused"),
            HeldRoster.held_at,
            HeldRoster.leaving_count,
        )
        .join(NoticeMark, NoticeMark.guild_id == Guild.id)
        .outerjoin(HeldRoster, HeldRoster.guild_id == Guild.id)
        .where(
            Guild.archived_at.is_(None),
            or_(HeldRoster.guild_id.is_not(None), Guild.roster_succeeded_at < now - LATE_AFTER),
        )
        .order_by(Guild.id)
    )
    return {
        row.id: GuildState(
            read_at=row.roster_succeeded_at,
            is_paused=row.is_paused,
            held_since=row.held_at,
            leaving=row.leaving_count or 0,
        )
        for row in session.execute(query)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What Battle.net does instead of answering: it refuses this server's key, or is away."""

    refused_since: datetime | None = None
    is_silent: bool = False


def silence_of(session: Session) -> Silence:
    """Return what Battle.net was last seen to do."""
    seen = session.get(ServiceSighting, BATTLENET)
    if seen is None or seen.trouble_since is None:
        return Silence()
    if seen.trouble == ErrorWord.AUTH:
        return Silence(refused_since=seen.trouble_since)
    return Silence(is_silent=True)
