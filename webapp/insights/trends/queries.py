"""Read what was counted last, in three statements whatever was played, and whether to count again."""

from datetime import datetime, timedelta

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from webapp.extensions import db
from webapp.insights.trends.actions import COUNTED
from webapp.insights.trends.page import EVERYBODY, Count, Counted
from webapp.models import ClockTick, Guild, MetaTrend

EVERY = timedelta(hours=1)


def is_count_due(now: datetime) -> bool:
    """Say whether the last count is an hour old, or found nothing: then there may be something by now."""
    session = db.session()
    try:
        counted_at = session.scalar(_counted_at())
        if counted_at is None or not now - EVERY < counted_at <= now:
            return True
        return session.scalar(select(MetaTrend.scope).limit(1)) is None
    finally:
        session.rollback()


def read_counted(session: Session, guild_id: int) -> Counted:
    """Return the counts of a guild and of everybody, and since when they are read."""
    one = MetaTrend
    columns = (one.scope, one.weeks_back, one.class_id, one.spec_id, one.people, one.runs, one.timed)
    mine = or_(one.scope == guild_id, one.scope == EVERYBODY)
    rows = session.execute(select(*columns).where(mine)).mappings()
    counts = [Count(**row) for row in rows]
    first = select(func.min(Guild.created_at), func.min(case((Guild.id == guild_id, Guild.created_at))))
    since, guild_since = session.execute(first).one()
    at = session.scalar(_counted_at())
    return Counted(at=at, counts=counts, guild_since=guild_since, since=since)


def _counted_at() -> Select[datetime]:
    return select(ClockTick.ticked_at).where(ClockTick.name == COUNTED)
