"""The next hour of the sync against its allowance, so that too much is seen before it happens. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SLICE = timedelta(minutes=10)
SLICES = 6
AHEAD = SLICES * SLICE
MOST_COUNTED = 40_000
"""Things due that are counted at most: more than an hour's allowance can ever do."""
COMFORTABLE = 0.6
"""The share of the allowance below which somebody can still wish for something at any time."""
SECONDS_AN_HOUR = 3600


class Load(StrEnum):
    """How much of an allowance the next hour wants."""

    AVAILABLE = "available"
    BALANCED = "balanced"
    OVERLOAD = "overload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Ten minutes of the plan, or what is due already; ``height`` is a percentage of the highest."""

    begins_at: datetime
    is_due: bool
    things: int
    calls: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the next hour wants, and what there is."""

    slices: Sequence[Slice]
    due: int
    things: int
    calls: int
    capacity: int
    load: Load
    fresh_at: datetime | None
    """When what is due now will have been done, if nobody wishes for anything; None where it waits."""
    is_capped: bool
    hindrance: str = ""
    """What all of it waits for, after "while"."""

    @property
    def percent(self) -> int:
        """The share of the allowance that the hour wants."""
        return round(100 * self.calls / self.capacity) if self.capacity else 100

    @property
    def words(self) -> str:
        """Return the plan in a sentence."""
        things = f"{'more than ' if self.is_capped else ''}{self.things:,}"
        look = "look" if self.things == 1 else "looks"
        calls = f"{self.calls:,} of {self.capacity:,} calls, {self.percent}\u00a0%"
        return f"{things} {look} in the next hour: {calls}."


def plan_of(
    counts: Mapping[int, int],
    *,
    calls_each: int,
    per_hour: int,
    per_second: float,
    now: datetime,
    hindrance: str = "",
) -> Plan:
    """Return the plan; ``counts`` are the things due by slice, under 0 those that are due already.

    Nobody knows when it is done while there is a ``hindrance``.
    """
    things = [counts.get(number, 0) for number in range(SLICES + 1)]
    calls = sum(things) * calls_each
    return Plan(
        slices=_slices(things, calls_each, now),
        due=things[0],
        things=sum(things),
        calls=calls,
        capacity=per_hour,
        load=load_of(calls, per_hour),
        fresh_at=None if hindrance else _fresh_at(things[0] * calls_each, per_hour, per_second, now),
        is_capped=sum(things) >= MOST_COUNTED,
        hindrance=hindrance,
    )


def load_of(calls: int, per_hour: int) -> Load:
    """Say whether an hour's calls fit into its allowance."""
    if calls > per_hour:
        return Load.OVERLOAD
    return Load.BALANCED if calls > COMFORTABLE * per_hour else Load.AVAILABLE


def _slices(things: Sequence[int], calls_each: int, now: datetime) -> Sequence[Slice]:
    highest = max(things) or 1
    return [
        Slice(
            begins_at=now + max(number - 1, 0) * SLICE,
            is_due=number == 0,
            things=count,
            calls=count * calls_each,
            height=_percent(count, highest),
        )
        for number, count in enumerate(things)
    ]


def _percent(count: int, highest: int) -> int:
    """Round up, so that what is there is seen."""
    return -(-100 * count // highest)


def _fresh_at(calls: int, per_hour: int, per_second: float, now: datetime) -> datetime | None:
    """Spend the hour's allowance at the rate of a second, then go on at the hour's."""
    if not calls or not per_hour:
        return None
    at_once = min(calls, per_hour)
    rest = (calls - at_once) * SECONDS_AN_HOUR / per_hour
    return now + timedelta(seconds=at_once / per_second + rest)
