"""What the page shows of the tiers of the cache. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCell:
    """What one tier did for one region."""

    name: str
    hits: int
    stale_hits: int
    misses: int
    errors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """A region in a day; ``path`` draws its hit rate over ``width`` steps, with gaps where nobody asked."""

    title: str
    percent: int | None
    is_on_target: bool | None
    why: str
    answered: int
    loads: int
    load_milliseconds: float
    errors: int
    tiers: Sequence[TierCell]
    path: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryRow:
    """How much a tier holds, in megabytes; without a limit there is no percentage."""

    name: str
    used: float
    limit: float | None
    percent: int | None
    entries: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierPanel:
    """The cache itself; ``trouble`` says what is wrong with its Redis, seen from this process."""

    is_shared: bool
    trouble: str
    since: datetime | None
    target: int
    target_at: float
    height: int
    regions: Sequence[RegionRow]
    memories: Sequence[MemoryRow]
