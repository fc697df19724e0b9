"""Add counts of runs up, and say of which sums something may be told. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from webapp.history.days import WEEK
from webapp.insights.trends.page import Count
from webapp.insights.view import LEAST

LEAST_RUNS = 20
"""Of fewer runs a rate says nothing."""


@dataclass(frozen=True, slots=True)
class Sum:
    """People, their runs, and how many of those were in time."""

    people: int = 0
    runs: int = 0
    timed: int = 0

    @classmethod
    def of(cls, counts: Iterable[Count]) -> Self:
        """Add counts up: nobody is in two of one week, because everybody has one spec."""
        kept = list(counts)
        return cls(
            sum(one.people for one in kept), sum(one.runs for one in kept), sum(one.timed for one in kept)
        )

    @property
    def rate(self) -> float | None:
        """Which part of the runs was in time; None of too few."""
        return self.timed / self.runs if self.runs >= LEAST_RUNS else None

    @property
    def is_told(self) -> bool:
        """Whether there are enough people that no figure is somebody's own."""
        return self.people >= LEAST


@dataclass(frozen=True, slots=True)
class Seven:
    """Seven days: what was counted in them, or why nothing is told of them."""

    back: int
    begins_at: datetime
    sum: Sum
    why: str

    @property
    def ends_at(self) -> datetime:
        """When they were over."""
        return self.begins_at + WEEK


def sevens(
    counts: Sequence[Count], at: datetime, *, weeks: int, since: datetime | None, without: Sequence[Count]
) -> Sequence[Seven]:
    """Return the last seven days and those before, the newest first.

    What began before anybody was read is not known. ``without`` are counts that the reader sees
    besides: of what is left of too few people without them nothing is told, or a difference would tell it.
    """
    found = []
    for back in range(weeks + 1):
        begins_at = at - (back + 1) * WEEK
        here = Sum.of(one for one in counts if one.weeks_back == back)
        own = Sum.of(one for one in without if one.weeks_back == back)
        is_read = back == 0 or (since is not None and begins_at >= since)
        found.append(Seven(back, begins_at, here, _why(here, own, is_read=is_read)))
    return found


def _why(here: Sum, own: Sum, *, is_read: bool) -> str:
    if not is_read:
        return "not read yet"
    if not here.people:
        return "none known"
    if not here.is_told:
        return f"fewer than {LEAST} players: too few to say"
    if own.people and here.people - own.people < LEAST:
        return f"fewer than {LEAST} players of other guilds: too few to say"
    return ""
