"""Places in the queue: who is ahead of a wish, and roughly how long that takes."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from webapp.models import SyncTarget
from webapp.sync.claims import WISH_HEAD_START, WISH_HORIZON
from webapp.sync.facts import Place
from webapp.words import TargetKind

CALLS_A_CHARACTER = 2
"""What a look costs on average: most are a single call, somebody who has played costs eight."""
CALLS_A_SECOND = 90
LOOKED_AT = (TargetKind.ROSTER, TargetKind.CHARACTER)
"""What Battle.net is asked about; the index begins with the kind."""


def place_in_queue(session: Session, guild_id: int, now: datetime) -> Place | None:
    """Return where a guild's wish stands, or None when nobody waits for anything of it."""
    wished = SyncTarget.next_due_at <= now - WISH_HORIZON
    mine = session.scalar(
        select(func.min(SyncTarget.next_due_at)).where(wished, SyncTarget.guild_id == guild_id)
    )
    if mine is None:
        return None
    ahead = session.execute(
        select(func.count(SyncTarget.guild_id.distinct()), func.count()).where(
            SyncTarget.kind.in_(LOOKED_AT),
            SyncTarget.next_due_at < mine,
            SyncTarget.guild_id != guild_id,
        )
    ).one()
    own = session.scalar(select(func.count()).where(wished, SyncTarget.guild_id == guild_id)) or 0
    seconds = round((ahead[1] + own) * CALLS_A_CHARACTER / CALLS_A_SECOND)
    return Place(ahead=ahead[0], seconds=max(1, seconds), waited=now - (mine + WISH_HEAD_START))


def count_ahead(next_due_at: Any, now: datetime) -> ScalarSelect[int]:
    """Return the number of wishes that are due before a moment, as part of a statement."""
    other = aliased(SyncTarget)
    return (
        select(func.count())
        .select_from(other)
        .where(
            other.kind.in_(LOOKED_AT),
            other.next_due_at <= now - WISH_HORIZON,
            other.next_due_at < next_due_at,
        )
        .scalar_subquery()
    )


def estimate(ahead: int, waited: timedelta = timedelta()) -> Place:
    """Return the place of a character's wish that has waited for so long."""
    seconds = max(1, round((ahead + 1) * CALLS_A_CHARACTER / CALLS_A_SECOND))
    return Place(ahead=ahead, seconds=seconds, waited=waited)
