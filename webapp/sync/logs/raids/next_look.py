"""When a guild's reports are looked at next, from how the last look went. Pure; the jitter is passed in."""

from datetime import datetime, timedelta

from webapp.freshness.logs import HASTY_PERIOD, PERIOD
from webapp.lib.errors import ErrorWord
from webapp.sync.next_due import Look, next_due

RAIDED_LATELY = timedelta(hours=12)
"""So long after a raid began its report still grows, or others of the night are uploaded."""
_SPREAD = 0.1


def next_raid_look(
    word: ErrorWord | None,
    *,
    failures: int,
    newest: datetime | None,
    retry_after: timedelta | None,
    now: datetime,
    jitter: float,
) -> datetime:
    """Return when to look again; a guild that is not known or hidden there is looked at weekly."""
    is_hasty = newest is not None and now - newest <= RAIDED_LATELY
    period = (HASTY_PERIOD if is_hasty else PERIOD) * (1 + _SPREAD * jitter)
    look = Look(word=word, failures=failures, retry_after=retry_after)
    return next_due(look, now, jitter=jitter, period=period)
