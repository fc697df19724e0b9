"""What the tiers of the cache did in a day, in words, numbers and a picture."""

from collections.abc import Mapping, Sequence

from webapp.caching.breaker import Trouble
from webapp.caching.counters import CacheReport, Memory
from webapp.caching.counts import TARGET, Moment, RegionReport, Shortfall, Tier
from webapp.caching.redis_tier import RedisHealth
from webapp.operations.cache.tier_page import MemoryRow, RegionRow, TierCell, TierPanel

HEIGHT = 32
"""Units of the picture's height; a unit of its width is one step of the trend."""
BYTES_A_MEGABYTE = 1024 * 1024
WHY: Mapping[Shortfall, str] = {
    Shortfall.REDIS_AWAY: "Redis was away, so that each process had its own memory alone.",
    Shortfall.ERRORS: "Redis failed often; pages went on without it.",
    Shortfall.FEW_READS: "Too little was asked to say.",
    Shortfall.RARELY_TWICE: "Most of it was asked for once: nobody came back while it was fresh.",
}
TROUBLES: Mapping[Trouble, str] = {
    Trouble.AWAY: "does not answer",
    Trouble.HUNG: "hangs",
    Trouble.SLOW: "answers too slowly",
    Trouble.FULL: "is full and takes nothing more",
    Trouble.CROWDED: "is nearly full, so that the cache keeps nothing more there",
    Trouble.READ_ONLY: "is read-only",
    Trouble.BROKEN: "answers with errors",
}
TIERS: Mapping[Tier, str] = {
    Tier.BROWSER: "Browsers (304)",
    Tier.PROCESS: "Memory of the process",
    Tier.REDIS: "Redis",
    Tier.DATABASE: "Database",
}


def tier_panel(report: CacheReport, redis: RedisHealth) -> TierPanel:
    """Put a report into words."""
    memories = [("Memory of this process", report.process), ("Redis", report.redis)]
    return TierPanel(
        is_shared=report.is_shared,
        trouble="" if redis.trouble is None else TROUBLES[redis.trouble],
        since=redis.since,
        target=round(100 * TARGET),
        target_at=_height_of(TARGET),
        height=HEIGHT,
        regions=[_region(one) for one in report.regions],
        memories=[_memory(name, one) for name, one in memories if one is not None],
    )


def _region(report: RegionReport) -> RegionRow:
    rate, database = report.hit_rate, report.tiers[Tier.DATABASE]
    return RegionRow(
        title=report.title,
        percent=None if rate is None else int(100 * rate),
        is_on_target=report.is_on_target,
        why="" if report.shortfall is None else WHY[report.shortfall],
        answered=report.answered,
        loads=report.loads,
        load_milliseconds=1000 * database.load_seconds,
        errors=report.errors,
        tiers=[
            TierCell(
                name=TIERS[tier],
                hits=counts.hits,
                stale_hits=counts.stale_hits,
                misses=counts.misses,
                errors=counts.errors,
            )
            for tier, counts in report.tiers.items()
            if tier is not Tier.DATABASE
        ],
        path=trend_path(report.trend),
        width=len(report.trend),
    )


def trend_path(trend: Sequence[Moment]) -> str:
    """Return a line of an SVG through the hit rates; a step without questions is a gap."""
    parts, is_drawing = [], False
    for step, moment in enumerate(trend):
        rate = moment.hit_rate
        if rate is None:
            is_drawing = False
            continue
        at = f"{step} {_height_of(rate):g}"
        parts.append(f"L{at}h1" if is_drawing else f"M{at}h1")
        is_drawing = True
    return "".join(parts)


def _height_of(rate: float) -> float:
    """Return where a rate stands in the picture, whose top is 100 %."""
    return round(HEIGHT * (1 - rate), 1)


def _memory(name: str, memory: Memory) -> MemoryRow:
    limit = memory.limit_bytes
    return MemoryRow(
        name=name,
        used=memory.used_bytes / BYTES_A_MEGABYTE,
        limit=limit / BYTES_A_MEGABYTE if limit else None,
        percent=round(100 * memory.used_bytes / limit) if limit else None,
        entries=memory.entries,
    )
