"""How the cache's counts are written, added up and judged."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.caching.counts import (
    FEW,
    NOTHING,
    Counts,
    Shortfall,
    Tier,
    added,
    hit_rate,
    read,
    report_regions,
    shortfall_of,
    span_of,
    spans_of_day,
    written,
)
from webapp.caching.regions import Region

NOW = datetime(2026, 11, 28, 10, 57, tzinfo=UTC)
ROSTER_IN_REDIS = (Region.ROSTER, Tier.REDIS)
ROSTER_LOADED = (Region.ROSTER, Tier.DATABASE)


def tiers(*, hits: int = 0, loads: int = 0, errors: int = 0) -> dict[Tier, Counts]:
    return dict.fromkeys(Tier, NOTHING) | {
        Tier.REDIS: Counts(hits=hits, errors=errors),
        Tier.DATABASE: Counts(loads=loads),
    }


class TestSpans:
    def test_a_span_begins_every_ten_minutes(self) -> None:
        assert span_of(NOW) == datetime(2026, 11, 28, 10, 50, tzinfo=UTC)

    def test_a_day_has_all_its_spans_and_ends_with_the_present_one(self) -> None:
        spans = spans_of_day(NOW)

        assert len(spans) == 144
        assert spans[-1] == span_of(NOW)
        assert spans[0] == span_of(NOW) - timedelta(hours=24) + timedelta(minutes=10)


class TestWriting:
    def test_what_is_written_is_read_again(self) -> None:
        counts = {
            ROSTER_IN_REDIS: Counts(hits=3, stale_hits=1),
            ROSTER_LOADED: Counts(loads=2, load_micros=9),
        }

        assert read(written(counts)) == counts

    def test_zeros_are_not_written(self) -> None:
        assert written({ROSTER_IN_REDIS: Counts(hits=3)}) == {"roster:redis:hits": 3}

    @pytest.mark.parametrize("field", ["roster", "roster:redis", "gone:redis:hits", "roster:tape:hits", ""])
    def test_words_of_other_versions_are_passed_over(self, field: str) -> None:
        assert read({field: 1}) == {}

    def test_counts_add_up_field_by_field(self) -> None:
        total = added([{ROSTER_IN_REDIS: Counts(hits=3)}, {ROSTER_IN_REDIS: Counts(hits=4, misses=1)}])

        assert total == {ROSTER_IN_REDIS: Counts(hits=7, misses=1)}


class TestRates:
    def test_nothing_asked_is_no_rate(self) -> None:
        assert hit_rate(0, 0) is None

    def test_a_stale_answer_is_an_answer(self) -> None:
        assert Counts(hits=3, stale_hits=1).answered == 4

    def test_a_load_takes_so_long_on_average(self) -> None:
        assert Counts(loads=2, load_micros=3_000_000).load_seconds == pytest.approx(1.5)
        assert NOTHING.load_seconds == 0.0


class TestShortfall:
    def test_on_target_needs_no_reason(self) -> None:
        assert shortfall_of(tiers(hits=81, loads=19), is_redis_away=True) is None

    def test_nothing_asked_needs_no_reason(self) -> None:
        assert shortfall_of(tiers(), is_redis_away=True) is None

    def test_without_redis_that_is_why(self) -> None:
        assert shortfall_of(tiers(hits=1, loads=99), is_redis_away=True) is Shortfall.REDIS_AWAY

    def test_few_reads_say_little(self) -> None:
        assert shortfall_of(tiers(loads=FEW - 1), is_redis_away=False) is Shortfall.FEW_READS

    def test_errors_are_named(self) -> None:
        assert shortfall_of(tiers(loads=100, errors=30), is_redis_away=False) is Shortfall.ERRORS

    def test_else_things_are_asked_for_once(self) -> None:
        assert shortfall_of(tiers(hits=10, loads=90), is_redis_away=False) is Shortfall.RARELY_TWICE


class TestReport:
    def test_a_region_that_nobody_asked_for_is_not_told(self) -> None:
        assert report_regions({NOW: {}}, is_redis_away=False) == ()

    def test_a_region_is_told_with_every_tier_and_its_trend(self) -> None:
        earlier = NOW - timedelta(hours=1)
        spans = {NOW: {ROSTER_IN_REDIS: Counts(hits=6)}, earlier: {ROSTER_LOADED: Counts(loads=2)}}

        (report,) = report_regions(spans, is_redis_away=False)

        assert (report.title, report.answered, report.loads, report.hit_rate) == ("Roster pages", 6, 2, 0.75)
        assert set(report.tiers) == set(Tier)
        assert [(one.at, one.hit_rate) for one in report.trend] == [(earlier, 0.0), (NOW, 1.0)]

    def test_too_little_asked_is_neither_on_target_nor_off(self) -> None:
        (report,) = report_regions({NOW: {ROSTER_IN_REDIS: Counts(hits=6)}}, is_redis_away=False)

        assert report.is_on_target is None

    @pytest.mark.parametrize(("hits", "is_on_target"), [(81, True), (80, False)])
    def test_the_target_has_to_be_passed(self, hits: int, *, is_on_target: bool) -> None:
        counts = {ROSTER_IN_REDIS: Counts(hits=hits), ROSTER_LOADED: Counts(loads=100 - hits)}

        (report,) = report_regions({NOW: counts}, is_redis_away=False)

        assert report.is_on_target is is_on_target

    def test_a_browsers_304_is_not_counted_twice(self) -> None:
        counts = {ROSTER_IN_REDIS: Counts(hits=6), (Region.ROSTER, Tier.BROWSER): Counts(hits=5)}

        (report,) = report_regions({NOW: counts}, is_redis_away=False)

        assert report.answered == 6
