"""What the cache did, counted by region and tier: how it is written down, added up and read. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from webapp.caching.regions import RULES, Region

SPAN = timedelta(minutes=10)
"""Counts of so long stand together: the smallest step of a trend."""
DAY = timedelta(hours=24)
TARGET = 0.8
"""The share of questions that should be answered without the database."""
FEW = 50
"""So few questions say nothing about a share."""
MILLION = 1_000_000


class Tier(StrEnum):
    """Where an answer came from."""

    BROWSER = "browser"
    """Its hits are answers of 304: another tier told that nothing had changed."""
    PROCESS = "process"
    REDIS = "redis"
    DATABASE = "database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What one tier did for one region; only the database loads, and only it takes time to speak of."""

    hits: int = 0
    stale_hits: int = 0
    misses: int = 0
    loads: int = 0
    load_micros: int = 0
    errors: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in FIELDS})

    @property
    def answered(self) -> int:
        """How many questions this tier answered."""
        return self.hits + self.stale_hits

    @property
    def load_seconds(self) -> float:
        """How long one load took, on average; 0 where nothing was loaded."""
        return self.load_micros / self.loads / MILLION if self.loads else 0.0


FIELDS = tuple(field.name for field in fields(Counts))
NOTHING = Counts()
ByTier = Mapping[tuple[Region, Tier], Counts]


class Shortfall(StrEnum):
    """Why a region answers fewer questions than it should without the database."""

    REDIS_AWAY = "redis_away"
    ERRORS = "errors"
    FEW_READS = "few_reads"
    RARELY_TWICE = "rarely_twice"


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a trend: when it began, what was answered without the database, what was loaded."""

    at: datetime
    answered: int
    loads: int

    @property
    def hit_rate(self) -> float | None:
        """The share that was answered without the database; None where nothing was asked."""
        return hit_rate(self.answered, self.loads)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionReport:
    """What the cache did for one region in a day, tier by tier, with its trend, oldest step first."""

    region: Region
    title: str
    tiers: Mapping[Tier, Counts]
    trend: tuple[Moment, ...]
    shortfall: Shortfall | None

    @property
    def answered(self) -> int:
        """How many questions were answered without the database."""
        return answered_by(self.tiers)

    @property
    def loads(self) -> int:
        """How many questions went to the database."""
        return self.tiers[Tier.DATABASE].loads

    @property
    def errors(self) -> int:
        """How often a tier failed; a page went on without it."""
        return sum(counts.errors for counts in self.tiers.values())

    @property
    def hit_rate(self) -> float | None:
        """The share that was answered without the database; None where nothing was asked."""
        return hit_rate(self.answered, self.loads)

    @property
    def is_on_target(self) -> bool | None:
        """Whether the share is over the target; None where too little was asked to say so."""
        if self.answered + self.loads < FEW:
            return None
        return (self.hit_rate or 0.0) > TARGET


def answered_by(tiers: Mapping[Tier, Counts]) -> int:
    """Return how many questions were answered without the database; a browser's were asked of us too."""
    return sum(counts.answered for tier, counts in tiers.items() if tier is not Tier.BROWSER)


def hit_rate(answered: int, loads: int) -> float | None:
    """Return the share of questions that was answered without the database; None where nothing was asked."""
    asked = answered + loads
    return answered / asked if asked else None


def span_of(moment: datetime) -> datetime:
    """Return the beginning of the span in which a moment lies."""
    seconds = int(SPAN.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)


def spans_of_day(now: datetime) -> list[datetime]:
    """Return the beginnings of the spans of the last 24 hours, the oldest first."""
    last, steps = span_of(now), DAY // SPAN
    return [last - SPAN * step for step in reversed(range(steps))]


def written(counts: ByTier) -> dict[str, int]:
    """Return counts as fields of a hash, such as ``roster:redis:hits``; zeros are left out."""
    return {
        f"{region}:{tier}:{name}": number
        for (region, tier), found in counts.items()
        for name in FIELDS
        if (number := getattr(found, name))
    }


def read(stored: Mapping[str, int]) -> dict[tuple[Region, Tier], Counts]:
    """Return what such a hash says; words of other versions are passed over."""
    found: dict[tuple[Region, Tier], dict[str, int]] = {}
    for field, number in stored.items():
        region, tier, name = [*field.split(":"), "", ""][:3]
        if region in _REGIONS and tier in _TIERS and name in FIELDS:
            found.setdefault((Region(region), Tier(tier)), {})[name] = number
    return {where: Counts(**numbers) for where, numbers in found.items()}


def added(parts: Iterable[ByTier]) -> dict[tuple[Region, Tier], Counts]:
    """Return all parts together."""
    total: dict[tuple[Region, Tier], Counts] = {}
    for part in parts:
        for where, counts in part.items():
            total[where] = total.get(where, NOTHING) + counts
    return total


def report_regions(spans: Mapping[datetime, ByTier], *, is_redis_away: bool) -> tuple[RegionReport, ...]:
    """Return what the cache did for every region that was asked for anything, by their titles."""
    total = added(spans.values())
    asked = {region for region, _ in total}
    reports = (_report(region, total, spans, is_redis_away=is_redis_away) for region in asked)
    return tuple(sorted(reports, key=lambda report: report.title))


def shortfall_of(tiers: Mapping[Tier, Counts], *, is_redis_away: bool) -> Shortfall | None:
    """Say why too little is answered without the database, if it is."""
    answered, loads = answered_by(tiers), tiers[Tier.DATABASE].loads
    asked = answered + loads
    if not asked or answered / asked > TARGET:
        return None
    if is_redis_away:
        return Shortfall.REDIS_AWAY
    if asked < FEW:
        return Shortfall.FEW_READS
    if sum(counts.errors for counts in tiers.values()) > asked * (1 - TARGET):
        return Shortfall.ERRORS
    return Shortfall.RARELY_TWICE


def _report(
    region: Region, total: ByTier, spans: Mapping[datetime, ByTier], *, is_redis_away: bool
) -> RegionReport:
    tiers = _tiers(total, region)
    return RegionReport(
        region=region,
        title=RULES[region].title,
        tiers=tiers,
        trend=tuple(_moment(at, spans[at], region) for at in sorted(spans)),
        shortfall=shortfall_of(tiers, is_redis_away=is_redis_away),
    )


def _moment(at: datetime, counts: ByTier, region: Region) -> Moment:
    tiers = _tiers(counts, region)
    return Moment(at, answered_by(tiers), tiers[Tier.DATABASE].loads)


def _tiers(counts: ByTier, region: Region) -> dict[Tier, Counts]:
    return {tier: counts.get((region, tier), NOTHING) for tier in Tier}


_REGIONS, _TIERS = set(Region), set(Tier)
