"""Close the weeks that ended: everybody whose profile was read in a week has a row of its last day.

A region's reset is noted when all of it is written; who dies in the middle leaves rows that the next round
finds, and an unnoted reset.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.database import repeated, transaction
from webapp.extensions import db
from webapp.freshness.weeks import WEEK, resets_of
from webapp.history.days import DAY, last_day_before
from webapp.history.snapshots import take_at_reset
from webapp.models import Character, ClockTick
from webapp.models.upsert import upsert

HANDFUL = 5_000
"""Characters that one transaction looks at."""
BELIEVED_FOR = DAY
"""A look so soon after a reset speaks for the week before as well: it came in its turn."""
log = structlog.get_logger()


def is_any_reset_due(now: datetime) -> bool:
    """Say whether a week ended that nobody has closed."""
    session = db.session()
    try:
        return bool(_due(session, now))
    finally:
        session.rollback()


def close_weeks(now: datetime, *, handful: int = HANDFUL) -> int:
    """Close the week of every region that has had its reset; return how many rows were written."""
    with transaction() as session:
        due = _due(session, now)
    return sum(_close(region, reset, now, handful) for region, reset in sorted(due.items()))


def _due(session: Session, now: datetime) -> Mapping[str, datetime]:
    """Return the last reset of each region where it is not noted; an unknown one is not due."""
    resets = resets_of(session, now)
    query = select(ClockTick.name, ClockTick.slot).where(ClockTick.name.in_([_name(one) for one in resets]))
    noted = {(row.name, row.slot) for row in session.execute(query)}
    return {region: at for region, at in resets.items() if (_name(region), _slot(at)) not in noted}


def _close(region: str, reset: datetime, now: datetime, handful: int) -> int:
    written, after = 0, 0
    while (
        last := repeated(partial(_close_some, region, reset, after, now=now, handful=handful))
    ) is not None:
        after, rows = last
        written += rows
    with transaction() as session:
        tick = {"name": _name(region), "slot": _slot(reset), "ticked_at": now}
        upsert(session, ClockTick, [tick], keys=("name",), columns=("slot", "ticked_at"), now=now)
    log.info("week_closed", region=region, rows=written)
    return written


def _close_some(
    region: str, reset: datetime, after: int, *, now: datetime, handful: int
) -> tuple[int, int] | None:
    """Write the rows of a handful; return up to whom, and how many; None behind the last character."""
    day, read = last_day_before(reset), (Character.id > after, *_read_in_week(region, reset, now))
    with transaction() as session:
        some = select(Character.id).where(*read).order_by(Character.id).limit(handful)
        ids = session.scalars(some.with_for_update(key_share=True)).all()
        if not ids:
            return None
        these = (Character.id <= ids[-1], *read)
        return ids[-1], take_at_reset(session, *these, last_day=day.taken_on, week_on=day.week_on, now=now)


def _read_in_week(region: str, reset: datetime, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of characters who were read in the week, as far as their last look tells."""
    until, read_at = now if now - reset <= BELIEVED_FOR else reset, Character.last_synced_at
    return Character.region == region, read_at >= reset - WEEK, read_at <= until


def _name(region: str) -> str:
    return f"week-closed-{region}"


def _slot(reset: datetime) -> int:
    return int(reset.timestamp())
