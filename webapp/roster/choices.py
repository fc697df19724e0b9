"""What a roster can be sorted by and narrowed to: every word that its address may hold. Pure."""

from enum import StrEnum

from webapp.freshness.states import FreshnessState
from webapp.words import Role

PAGE_SIZES = (50, 100)
ALL_ROWS = "all"
HIGHEST_PAGE = 100_000
UNKNOWN_ROLE = "unknown"
TROUBLED = "troubled"
"""A filter over states: everything out of date. Who was not in the game this week is as fresh as can be."""


class Sort(StrEnum):
    """The columns that a roster can be sorted by, in their order on the page."""

    NAME = "name"
    CLASS = "class"
    SPEC = "spec"
    ROLE = "role"
    RANK = "rank"
    LEVEL = "level"
    ITEM_LEVEL = "item-level"
    RATING = "rating"
    AUDIT = "audit"
    TIER = "tier"
    VAULT = "vault"
    RAID = "raid"
    LOG = "log"
    SEEN = "seen"
    FRESHNESS = "freshness"


BEST_FIRST = frozenset(
    {
        Sort.LEVEL,
        Sort.ITEM_LEVEL,
        Sort.RATING,
        Sort.AUDIT,
        Sort.TIER,
        Sort.VAULT,
        Sort.RAID,
        Sort.LOG,
        Sort.SEEN,
    }
)
"""Columns that a first click sorts from high to low; of the audit, what has to be mended comes first."""


class Direction(StrEnum):
    """Which end comes first."""

    UP = "asc"
    DOWN = "desc"

    @property
    def other(self) -> "Direction":
        """The opposite direction."""
        return Direction.DOWN if self is Direction.UP else Direction.UP


class Seen(StrEnum):
    """Choices for when somebody was last in the game."""

    WITHIN_7 = "within-7d"
    WITHIN_14 = "within-14d"
    WITHIN_30 = "within-30d"
    WITHIN_60 = "within-60d"
    OVER_7 = "over-7d"
    OVER_14 = "over-14d"
    OVER_30 = "over-30d"
    OVER_60 = "over-60d"
    UNKNOWN = "unknown"

    @property
    def days(self) -> int:
        """Days back from now; 0 for unknown."""
        digits = self.value.rpartition("-")[2].removesuffix("d")
        return int(digits) if digits.isdigit() else 0

    @property
    def is_within(self) -> bool:
        """Whether it asks for people seen since then rather than before."""
        return self.value.startswith("within")


class Alts(StrEnum):
    """How alts stand on the page: below their mains, left out, or each for itself."""

    EVERYONE = "everyone"
    MAINS = "mains"
    FLAT = "flat"


def natural_direction(column: Sort) -> Direction:
    """Return how a column is sorted at the first click."""
    return Direction.DOWN if column in BEST_FIRST else Direction.UP


STATES = (
    FreshnessState.FRESH,
    FreshnessState.NOT_SEEN_THIS_WEEK,
    FreshnessState.LATE,
    FreshnessState.STALE,
    FreshnessState.FAILING,
    FreshnessState.PARKED,
    FreshnessState.NEVER,
)
ROLES = (*(role.value for role in Role), UNKNOWN_ROLE)
