"""When a character's logs are looked at next, from how the last look went. Pure; the jitter is passed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.freshness.logs import HASTY_PERIOD, PERIOD
from webapp.lib.errors import ErrorWord
from webapp.sync.next_due import Look, next_due

RAIDED_LATELY = timedelta(days=1)
_SPREAD = 0.1
"""Of the period, by chance, so that a guild's first looks do not stay together for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """Why a character's logs may change soon, or matter soon."""

    raided_at: datetime | None
    is_watched: bool


def next_look(
    word: ErrorWord | None, *, failures: int, interest: Interest, now: datetime, jitter: float
) -> datetime:
    """Return when to look again; who is hidden or unknown there is looked at weekly."""
    is_hasty = interest.is_watched or _has_raided(interest, now)
    period = HASTY_PERIOD if is_hasty else PERIOD
    if word is None:
        period *= 1 + _SPREAD * jitter
    return next_due(Look(word=word, failures=failures), now, jitter=jitter, period=period)


def _has_raided(interest: Interest, now: datetime) -> bool:
    return interest.raided_at is not None and now - interest.raided_at <= RAIDED_LATELY
