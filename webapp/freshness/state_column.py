"""Freshness states as SQL, so that lists show, sort, filter and count them without a look per row.

The rule itself is ``webapp.freshness.states``; tests hold the two together over rows of every kind.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, func, literal

from webapp.freshness.cadences import CADENCES
from webapp.freshness.states import CHARACTER, GOOD, PARKING, Cadence, FreshnessState
from webapp.models import Character, SectionState
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
    is_fresh = Character.last_synced_at >= fresh_since
    has_rested = and_(is_fresh, Character.last_login_at < reset_at)
    return case(
        *_by_attempt(Character.outcome),
        (Character.last_synced_at.is_(None), CODES[FreshnessState.NEVER]),
        (has_rested, CODES[FreshnessState.NOT_SEEN_THIS_WEEK]),
        (is_fresh, CODES[FreshnessState.FRESH]),
        (Character.last_synced_at >= late_since, CODES[FreshnessState.LATE]),
        else_=CODES[FreshnessState.STALE],
    )


def section_code(now: datetime) -> ColumnElement[int]:
    """Return the state of a section, weeks left out; a statement that uses it joins the character."""
    by_age = []
    for cadence in dict.fromkeys(CADENCES.values()):
        sections = [section for section in CADENCES if CADENCES[section] == cadence]
        by_age.append((SectionState.section.in_(sections), _by_age(cadence, now)))
    return case(*_by_attempt(SectionState.outcome), *by_age)


def _by_age(cadence: Cadence, now: datetime) -> ColumnElement[int]:
    own = SectionState.succeeded_at
    good = func.coalesce(Character.last_synced_at, own) if cadence.is_by_look else own
    fresh_since = now - cadence.period
    return case(
        (good.is_(None), CODES[FreshnessState.NEVER]),
        (good >= _moment(fresh_since), CODES[FreshnessState.FRESH]),
        (good >= _moment(fresh_since - cadence.grace), CODES[FreshnessState.LATE]),
        else_=CODES[FreshnessState.STALE],
    )


def _by_attempt(outcome: SQLColumnExpression[Any]) -> list[tuple[ColumnElement[bool], int]]:
    """Return what the last attempt decides alone."""
    return [
        (outcome.in_(sorted(PARKING)), CODES[FreshnessState.PARKED]),
        (outcome != GOOD, CODES[FreshnessState.FAILING]),
    ]


def _moment(value: datetime | None) -> ColumnElement[datetime]:
    return literal(value, UtcDateTime)
