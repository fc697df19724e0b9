"""How fresh a thing is, computed from stored facts and the clock: decided here and nowhere else. Pure.

Cards, rosters, filters, commands, the API and the health of the cache ask ``state_of``, or the same as SQL:
``webapp.freshness.state_column``. A part of a card has a cadence of its own: ``webapp.freshness.cadences``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from webapp.lib.errors import ErrorWord

TURN = timedelta(minutes=5)
"""A look that is due needs its turn: who was always looked at in time must not count as late for a moment."""
CHARACTER_PERIOD = timedelta(minutes=240) + TURN
CHARACTER_GRACE = timedelta(minutes=120) - TURN
ROSTER_PERIOD = timedelta(minutes=30)
ROSTER_GRACE = timedelta(minutes=15)
GOOD = "ok"
PARKING = frozenset({ErrorWord.NOT_FOUND.value, ErrorWord.FORBIDDEN.value, ErrorWord.INVALID.value})
"""Outcomes that only the player can change; looked at again weekly."""


class FreshnessState(StrEnum):
    """The one word that a freshness dot stands for."""

    NEVER = "never"
    FRESH = "fresh"
    LATE = "late"
    STALE = "stale"
    FAILING = "failing"
    PARKED = "parked"
    PAUSED = "paused"
    NOT_SEEN_THIS_WEEK = "not_seen_this_week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often a thing is looked at, and how much later is no reason to worry.

    ``is_by_look``: a part of a character that is as good as the last look at the character.
    """

    period: timedelta
    grace: timedelta
    is_by_look: bool = False


CHARACTER = Cadence(period=CHARACTER_PERIOD, grace=CHARACTER_GRACE)
ROSTER = Cadence(period=ROSTER_PERIOD, grace=ROSTER_GRACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is stored about a thing that is kept fresh.

    ``attempted_at``, ``succeeded_at`` and ``changed_at`` are three different times; ``observed_at`` is when
    the game itself last made the data: the player's last log-out.
    """

    attempted_at: datetime | None = None
    succeeded_at: datetime | None = None
    changed_at: datetime | None = None
    observed_at: datetime | None = None
    outcome: str | None = None
    failures: int = 0
    next_due_at: datetime | None = None
    paused_until: datetime | None = None


def state_of(
    facts: Facts, now: datetime, *, cadence: Cadence = CHARACTER, reset_at: datetime | None = None
) -> FreshnessState:
    """Return the state; ``reset_at`` is when the present week of the region began, where that is known."""
    if facts.outcome in PARKING:
        return FreshnessState.PARKED
    if has_failed(facts.outcome):
        return FreshnessState.FAILING
    age_state = _state_by_age(facts.succeeded_at, now, cadence)
    if age_state is FreshnessState.FRESH:
        has_rested = reset_at is not None and facts.observed_at is not None and facts.observed_at < reset_at
        return FreshnessState.NOT_SEEN_THIS_WEEK if has_rested else FreshnessState.FRESH
    if facts.paused_until is not None and now < facts.paused_until:
        return FreshnessState.PAUSED
    return age_state


def has_failed(outcome: str | None) -> bool:
    """Say whether an attempt failed: a look asks three times before it does, so one failure is one."""
    return outcome is not None and outcome != GOOD and outcome not in PARKING


def _state_by_age(succeeded_at: datetime | None, now: datetime, cadence: Cadence) -> FreshnessState:
    if succeeded_at is None:
        return FreshnessState.NEVER
    age = now - succeeded_at
    if age <= cadence.period:
        return FreshnessState.FRESH
    return FreshnessState.LATE if age <= cadence.period + cadence.grace else FreshnessState.STALE
