"""How fresh a thing is, computed from stored facts and the clock. Pure."""

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
FAILING_AFTER = 2
"""So many attempts in a row fail before a thing with good data counts as failing."""
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
    """How often a thing is looked at, how much later is no reason to worry, and how many failures are one."""

    period: timedelta
    grace: timedelta
    failing_after: int = FAILING_AFTER


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
    if is_failing(facts, cadence.failing_after):
        return FreshnessState.FAILING
    age_state = _state_by_age(facts.succeeded_at, now, cadence)
    if age_state is FreshnessState.FRESH:
        has_rested = reset_at is not None and facts.observed_at is not None and facts.observed_at < reset_at
        return FreshnessState.NOT_SEEN_THIS_WEEK if has_rested else FreshnessState.FRESH
    if facts.paused_until is not None and now < facts.paused_until:
        return FreshnessState.PAUSED
    return age_state


def is_failing(facts: Facts, failing_after: int = FAILING_AFTER) -> bool:
    """Say whether the last attempts failed; one failure counts when there was never a success."""
    needed = 1 if facts.succeeded_at is None else failing_after
    return facts.failures >= needed


def _state_by_age(succeeded_at: datetime | None, now: datetime, cadence: Cadence) -> FreshnessState:
    if succeeded_at is None:
        return FreshnessState.NEVER
    age = now - succeeded_at
    if age <= cadence.period:
        return FreshnessState.FRESH
    return FreshnessState.LATE if age <= cadence.period + cadence.grace else FreshnessState.STALE
