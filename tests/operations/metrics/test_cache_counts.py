"""The cache in counters: by region and tier, in seconds, and nothing of what was never asked."""

from webapp.caching.counts import Counts, Tier
from webapp.caching.regions import Region
from webapp.operations.metrics.cache_counts import NAMES, cache_families

TOTALS = {
    (Region.ROSTER, Tier.PROCESS): Counts(hits=7, misses=3),
    (Region.ROSTER, Tier.REDIS): Counts(hits=1, stale_hits=1, misses=1, errors=2),
    (Region.ROSTER, Tier.DATABASE): Counts(loads=1, load_micros=25_000),
    (Region.CARD, Tier.BROWSER): Counts(hits=4),
}


def samples() -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in cache_families(TOTALS)
        for sample in family.samples
    }


class TestCacheFamilies:
    def test_answers_are_told_by_region_and_tier(self) -> None:
        found = samples()

        assert found["muster_cache_hits_total", "roster", "process"] == 7
        assert found["muster_cache_hits_total", "card", "browser"] == 4
        assert found["muster_cache_stale_hits_total", "roster", "redis"] == 1
        assert found["muster_cache_misses_total", "roster", "redis"] == 1
        assert found["muster_cache_errors_total", "roster", "redis"] == 2

    def test_loads_are_told_by_region_with_their_seconds(self) -> None:
        found = samples()

        assert found["muster_cache_loads_total", "roster"] == 1
        assert found["muster_cache_load_seconds_total", "roster"] == 0.025
        assert ("muster_cache_loads_total", "card") not in found

    def test_every_name_and_label_is_declared(self) -> None:
        labels = {
            sample.name: tuple(sample.labels)
            for family in cache_families(TOTALS)
            for sample in family.samples
        }

        assert labels == dict(NAMES)
