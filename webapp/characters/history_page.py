"""What the page shows of a character's past weeks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


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
class RunDone:
    """A Mythic+ run that is kept."""

    done_at: datetime
    dungeon: str
    key: str
    timed: str
    time: str
    rating: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KillDone:
    """A kill that is kept: the last of its boss and difficulty when somebody looked."""

    killed_at: datetime
    boss: str
    raid: str
    difficulty: str
    kills: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonRating:
    """The rating with which an earlier season ended, as far as anybody looked."""

    season: str
    rating: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """The weeks, the newest first, and how they look; ``as_of`` is the day of the last snapshot.

    ``runs`` and ``kills`` are the newest; ``has_more`` says whether the API tells of earlier ones.
    """

    as_of: date | None = None
    curves: Sequence[Curve] = ()
    weeks: Sequence[WeekLine] = ()
    first_on: date | None = None
    last_on: date | None = None
    gaps: int = 0
    season_before: SeasonRating | None = None
    runs: Sequence[RunDone] = ()
    kills: Sequence[KillDone] = ()
    has_more: bool = False
