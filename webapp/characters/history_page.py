"""What the page shows of a character's past weeks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """One week; of a week in which nobody read the profile nothing is known."""

    week_on: date
    is_known: bool
    item_level: str
    item_level_change: str
    rating: str
    rating_change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A figure over the weeks as a picture: ``line`` and ``dots`` are paths, ``gaps`` places and widths.

    ``words`` say the same to who does not see it.
    """

    title: str
    last: str
    range: str
    words: str
    line: str
    dots: str
    gaps: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """The weeks, the newest first, and how they look; ``as_of`` is the day of the last snapshot."""

    as_of: date
    curves: Sequence[Curve]
    weeks: Sequence[WeekLine]
    first_on: date
    last_on: date
    gaps: int
