"""What the page shows of the runs of the last weeks, in the guild and of everybody. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

EVERYBODY = 0
"""The scope of all who are read here, whichever guild they are in."""
NOT_KNOWN = 0
"""The class or spec of those of whom none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many people of a spec did how many runs in seven days, and how many of those in time."""

    scope: int
    weeks_back: int
    class_id: int
    spec_id: int
    people: int
    runs: int
    timed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a job counted, and when; ``since`` is when a guild, and any at all, was read first."""

    at: datetime | None
    counts: Sequence[Count]
    guild_since: datetime | None
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendWeek:
    """Seven days in words; without figures ``why`` says why there are none."""

    begins_on: date
    ends_on: date
    is_last: bool
    runs: str
    people: str
    rate: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendCurve:
    """A figure over the weeks as a picture, and the same in words."""

    title: str
    last: str
    words: str
    line: str
    dots: str
    gaps: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecLine:
    """How many played a spec, and which part of all players that is, now and in the weeks before."""

    name: str
    class_id: int
    people: str
    share: str
    before: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """What was played in a guild, or by everybody; of too few ``why`` says so instead of ``specs``."""

    key: str
    title: str
    who: str
    sentences: Sequence[str]
    curves: Sequence[TrendCurve]
    weeks: Sequence[TrendWeek]
    specs: Sequence[SpecLine]
    others: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """Both, as they were counted last: nothing before the first time, ``untold`` of which nothing can be."""

    at: datetime | None
    told: Sequence[Trend] = ()
    untold: Sequence[Trend] = ()
    least: int
    least_runs: int
