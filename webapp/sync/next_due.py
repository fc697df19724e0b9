"""When a thing is looked at next, from how the last look went. Pure; the jitter is passed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.freshness.sections import ABSENT_PERIOD, SUMMARY_PERIOD
from webapp.freshness.states import ROSTER_PERIOD
from webapp.lib.errors import ErrorWord

WEEKLY = ABSENT_PERIOD
SUSPICION_PERIOD = timedelta(minutes=30)
"""A profile that suddenly is not found is looked at again after this, before anything is believed."""
BACK_OFF_FIRST = timedelta(minutes=5)
BACK_OFF_LONGEST = timedelta(hours=4)
SHAPE_PERIOD = timedelta(days=1)
"""An answer of an unexpected shape needs a new version of the product, so asking soon is of no use."""
REFUSED_PERIOD = timedelta(minutes=15)
PAUSE_SHORTEST, PAUSE_LONGEST = timedelta(seconds=1), timedelta(minutes=15)

_FIXED = {
    ErrorWord.NOT_FOUND: WEEKLY,
    ErrorWord.FORBIDDEN: WEEKLY,
    ErrorWord.INVALID: WEEKLY,
    ErrorWord.SCHEMA: SHAPE_PERIOD,
    ErrorWord.BUG: SHAPE_PERIOD,
    ErrorWord.AUTH: REFUSED_PERIOD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a look at a character or a roster went; ``word`` is None after success."""

    word: ErrorWord | None = None
    failures: int = 0
    is_suspect: bool = False
    retry_after: timedelta | None = None


def next_due(look: Look, now: datetime, *, jitter: float, period: timedelta = SUMMARY_PERIOD) -> datetime:
    """Return when to look again; ``jitter`` from 0 to 1 spreads what failed together."""
    if look.is_suspect:
        return now + SUSPICION_PERIOD
    if look.word is None:
        return now + period
    if look.word is ErrorWord.RATE_LIMITED:
        return now + pause_length(look.retry_after)
    return now + _FIXED.get(look.word, _back_off(look.failures, jitter))


def next_roster_due(look: Look, now: datetime, *, jitter: float) -> datetime:
    """Return when to ask for a roster again; one that is missing is asked for hourly, not weekly."""
    if look.word in {ErrorWord.NOT_FOUND, ErrorWord.FORBIDDEN}:
        return now + timedelta(hours=1)
    return next_due(look, now, jitter=jitter, period=ROSTER_PERIOD)


def pause_length(asked: timedelta | None) -> timedelta:
    """Clamp what a server or the governor asked for to something between a second and 15 minutes."""
    return min(max(asked or PAUSE_SHORTEST, PAUSE_SHORTEST), PAUSE_LONGEST)


def _back_off(failures: int, jitter: float) -> timedelta:
    """Double with each failure, half of it by chance, so that an outage's victims do not return together."""
    doublings = min(max(failures - 1, 0), 10)
    longest = min(BACK_OFF_FIRST * (1 << doublings), BACK_OFF_LONGEST)
    return longest * (0.5 + 0.5 * jitter)
