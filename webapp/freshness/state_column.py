"""A character's freshness state as SQL, so that lists show, sort, filter and count it without a look per row.

The rule itself is ``webapp.freshness.states``; a test holds the two together.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, or_

from webapp.freshness.states import CHARACTER, FAILING_AFTER, PARKING, FreshnessState
from webapp.models import Character

WORST_LAST = (
    FreshnessState.FRESH,
    FreshnessState.NOT_SEEN_THIS_WEEK,
    FreshnessState.LATE,
    FreshnessState.PAUSED,
    FreshnessState.STALE,
    FreshnessState.NEVER,
    FreshnessState.FAILING,
    FreshnessState.PARKED,
)
"""The order in which a sorted list has the states; the index is the number that the expression gives."""
CODES = {state: code for code, state in enumerate(WORST_LAST)}


def state_code(now: datetime, *, reset_at: datetime | None = None) -> ColumnElement[int]:
    """Return a character's state as its number in ``WORST_LAST``; ``reset_at`` began the region's week."""
    good = Character.last_synced_at
    has_failed = or_(Character.failures >= FAILING_AFTER, and_(good.is_(None), Character.failures >= 1))
    is_fresh = good >= now - CHARACTER.period
    rested = [] if reset_at is None else [(and_(is_fresh, Character.last_login_at < reset_at), _NOT_SEEN)]
    return case(
        (Character.outcome.in_(sorted(PARKING)), CODES[FreshnessState.PARKED]),
        (has_failed, CODES[FreshnessState.FAILING]),
        (good.is_(None), CODES[FreshnessState.NEVER]),
        *rested,
        (is_fresh, CODES[FreshnessState.FRESH]),
        (good >= now - CHARACTER.period - CHARACTER.grace, CODES[FreshnessState.LATE]),
        else_=CODES[FreshnessState.STALE],
    )


_NOT_SEEN = CODES[FreshnessState.NOT_SEEN_THIS_WEEK]
