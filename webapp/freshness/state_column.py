"""A character's freshness state as SQL, so that lists show, sort, filter and count it without a look per row.

The rule itself is ``webapp.freshness.states``; a test holds the two together.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, literal, or_

from webapp.freshness.states import CHARACTER, FAILING_AFTER, PARKING, FreshnessState
from webapp.models import Character
from webapp.models.columns import UtcDateTime

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
    fresh_since = now - CHARACTER.period
    return state_by_times(*map(_moment, (fresh_since, fresh_since - CHARACTER.grace, reset_at)))


def state_by_times(
    fresh_since: ColumnElement[datetime],
    late_since: ColumnElement[datetime],
    reset_at: ColumnElement[datetime],
) -> ColumnElement[int]:
    """Return the same for statements that are kept: the times are their parameters, an unknown reset NULL."""
    good = Character.last_synced_at
    has_failed = or_(Character.failures >= FAILING_AFTER, and_(good.is_(None), Character.failures >= 1))
    is_fresh = good >= fresh_since
    return case(
        (Character.outcome.in_(sorted(PARKING)), CODES[FreshnessState.PARKED]),
        (has_failed, CODES[FreshnessState.FAILING]),
        (good.is_(None), CODES[FreshnessState.NEVER]),
        (and_(is_fresh, Character.last_login_at < reset_at), CODES[FreshnessState.NOT_SEEN_THIS_WEEK]),
        (is_fresh, CODES[FreshnessState.FRESH]),
        (good >= late_since, CODES[FreshnessState.LATE]),
        else_=CODES[FreshnessState.STALE],
    )


def _moment(value: datetime | None) -> ColumnElement[datetime]:
    return literal(value, UtcDateTime)
