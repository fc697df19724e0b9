"""Read what the pages of operations are made of: ticks, sightings, who works, what is due."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import redis
from flask import current_app
from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from webapp.jobs.engine_facts import RollCall
from webapp.jobs.queues import app_redis
from webapp.jobs.roll_call import roll_call
from webapp.models import ClockTick, Guild, SyncRun, SyncTarget
from webapp.operations.plan import AHEAD, MOST_COUNTED, SLICE, SLICES
from webapp.sync.facts import RunFacts
from webapp.sync.queries import run_facts
from webapp.web.guild_address import guild_path
from webapp.words import TargetKind

LOOKED_AT = (TargetKind.ROSTER, TargetKind.CHARACTER)
"""What Battle.net is asked about."""


def schedule_here() -> Mapping[str, timedelta]:
    """Return every periodic thing with its period, as create_app was given them."""
    return {one.name: one.every for one in current_app.extensions["muster_schedule"]}


def present_here() -> RollCall | None:
    """Return who works and what waits, or None when Redis does not say."""
    try:
        return roll_call(app_redis())
    except redis.RedisError:
        return None


def read_ticks(session: Session) -> Mapping[str, datetime]:
    """Return when each periodic thing last ticked."""
    return {name: at for name, at in session.execute(select(ClockTick.name, ClockTick.ticked_at))}  # noqa: C416


def read_plan(session: Session, guild_id: int | None, now: datetime) -> Mapping[int, int]:
    """Count what is due in the next hour by slice, 0 what is due already; reads no more than it must."""
    soon = _of_guild(
        select(SyncTarget.next_due_at)
        .where(SyncTarget.kind.in_(LOOKED_AT), SyncTarget.next_due_at <= now + AHEAD)
        .order_by(SyncTarget.next_due_at)
        .limit(MOST_COUNTED),
        guild_id,
    ).subquery()
    steps = [(soon.c.next_due_at <= now + number * SLICE, number) for number in range(SLICES)]
    each = select(case(*steps, else_=SLICES).label("number")).select_from(soon).subquery()
    counts = session.execute(select(each.c.number, func.count()).group_by(each.c.number))
    return {int(found): int(count) for found, count in counts}


def oldest_due(session: Session, guild_id: int | None, now: datetime) -> datetime | None:
    """Return since when the oldest thing is due that nobody wished for."""
    query = select(func.min(SyncTarget.next_due_at)).where(
        SyncTarget.kind.in_(LOOKED_AT), SyncTarget.next_due_at <= now, SyncTarget.wished_at.is_(None)
    )
    found: datetime | None = session.scalar(_of_guild(query, guild_id))
    return found


def recent_runs(session: Session, now: datetime, *, scope: str | None, limit: int) -> Sequence[RunFacts]:
    """Return the runs that ended last."""
    query = select(SyncRun).where(SyncRun.finished_at.is_not(None))
    if scope is not None:
        query = query.where(SyncRun.scope == scope)
    rows = session.scalars(query.order_by(SyncRun.finished_at.desc(), SyncRun.id.desc()).limit(limit))
    return [run_facts(run, now) for run in rows]


def guilds_of(session: Session, guild_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
    """Return guilds by id: name and address."""
    if not guild_ids:
        return {}
    columns = (Guild.id, Guild.region, Guild.realm, Guild.name)
    rows = session.execute(select(*columns).where(Guild.id.in_(sorted(guild_ids))))
    return {row.id: (row.name, guild_path(row.region, row.realm, row.name)) for row in rows}


def _of_guild(query: Select[Any], guild_id: int | None) -> Select[Any]:
    return query if guild_id is None else query.where(SyncTarget.guild_id == guild_id)
