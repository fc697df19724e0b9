"""What the tiers did, in words, numbers and a picture."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.caching.breaker import Trouble
from webapp.caching.counters import CacheReport, Memory
from webapp.caching.counts import Counts, Moment, Shortfall, Tier, report_regions
from webapp.caching.redis_tier import RedisHealth
from webapp.caching.regions import Region
from webapp.operations.cache.tier_rows import TIERS, TROUBLES, WHY, tier_panel, trend_path

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
STEP = timedelta(minutes=10)
WELL = RedisHealth(trouble=None, since=None)


def moment(step: int, answered: int, loads: int) -> Moment:
    return Moment(NOON + step * STEP, answered, loads)


def report(hits: int, loads: int) -> CacheReport:
    counts = {
        (Region.ROSTER, Tier.REDIS): Counts(hits=hits, misses=loads),
        (Region.ROSTER, Tier.DATABASE): Counts(loads=loads, load_micros=20_000 * loads),
    }
    return CacheReport(
        taken_at=NOON,
        is_shared=True,
        regions=report_regions({NOON: counts}, is_redis_away=False),
        redis=Memory(used_bytes=1024 * 1024, limit_bytes=4 * 1024 * 1024),
        process=Memory(used_bytes=0, limit_bytes=0, entries=3),
    )


class TestTrend:
    def test_a_step_without_questions_is_a_gap(self) -> None:
        steps = [moment(0, 1, 0), moment(1, 1, 1), moment(2, 0, 0), moment(3, 0, 1)]

        assert trend_path(steps) == "M0 0h1L1 16h1M3 32h1"

    def test_of_nothing_there_is_no_line(self) -> None:
        assert trend_path([]) == ""


class TestPanel:
    def test_a_region_over_its_target_says_so_by_its_rate(self) -> None:
        row = tier_panel(report(hits=900, loads=100), WELL).regions[0]

        assert (row.percent, row.is_on_target, row.why) == (90, True, "")
        assert (row.loads, row.load_milliseconds) == (100, 20)
        assert [tier.name for tier in row.tiers] == [TIERS[one] for one in Tier if one is not Tier.DATABASE]

    def test_one_under_it_says_why(self) -> None:
        row = tier_panel(report(hits=300, loads=700), WELL).regions[0]

        assert (row.percent, row.is_on_target) == (30, False)
        assert row.why == WHY[Shortfall.RARELY_TWICE]

    def test_how_full_each_tier_is_stands_beside_its_limit(self) -> None:
        process, redis = tier_panel(report(1, 0), WELL).memories

        assert (process.limit, process.percent, process.entries) == (None, None, 3)
        assert (redis.used, redis.limit, redis.percent) == (1, 4, 25)

    @pytest.mark.parametrize("trouble", Trouble)
    def test_trouble_with_redis_has_its_words(self, trouble: Trouble) -> None:
        panel = tier_panel(report(1, 0), RedisHealth(trouble=trouble, since=NOON))

        assert (panel.trouble, panel.since) == (TROUBLES[trouble], NOON)

    def test_every_shortfall_has_its_words(self) -> None:
        assert set(WHY) == set(Shortfall)
