"""Tell guilds what their rosters told: each event once; a first import says nothing.

How far a guild's history was looked at is moved in the transaction that writes what is told.
"""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import func, select

from webapp.database import repeated, transaction
from webapp.models import MemberEvent, NoticeMark
from webapp.notifications.queries import due_guilds, new_events
from webapp.notifications.rules import Happened, told_of_events
from webapp.notifications.writing import write_notices
from webapp.words import EventKind


def tell_events(now: datetime) -> int:
    """Look at every guild with new events; return how many notices were written."""
    with transaction() as session:
        due = due_guilds(session, now)
    return sum(repeated(partial(_tell_guild, guild_id, now)) for guild_id in due)


def _tell_guild(guild_id: int, now: datetime) -> int:
    with transaction() as session:
        mark = session.get(NoticeMark, guild_id, with_for_update=True)
        if mark is None:
            last = select(func.max(MemberEvent.id)).where(MemberEvent.guild_id == guild_id)
            last_id = session.scalar(last) or 0
            session.add(NoticeMark(guild_id=guild_id, event_id=last_id, looked_at=now))
            return 0
        query = select(MemberEvent).where(*new_events(guild_id, mark.event_id, now)).order_by(MemberEvent.id)
        events = session.scalars(query).all()
        if not events:
            return 0
        mark.event_id, mark.looked_at = events[-1].id, now
        return write_notices(session, guild_id, told_of_events([_happened(one) for one in events]), now)


def _happened(event: MemberEvent) -> Happened:
    return Happened(
        event_id=event.id,
        kind=event.kind,
        rank_before=_rank(event.before),
        rank_after=_rank(event.after),
        is_listed_still=event.kind is EventKind.DELETED and event.run_id is not None,
    )


def _rank(value: Any) -> int | None:
    rank = value.get("rank") if isinstance(value, dict) else None
    return rank if isinstance(rank, int) else None
