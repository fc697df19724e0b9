"""Counts that are alike, and what they come to."""

from datetime import UTC, datetime, timedelta

from webapp.freshness.cadences import CADENCES
from webapp.freshness.states import FreshnessState
from webapp.operations.cache.tally import (
    CARD,
    FAILURE,
    OTHERS,
    SECTION,
    Tally,
    as_it_is,
    cards_of,
    histogram_of,
    last_failures,
    matrix_of,
)
from webapp.words import CardStatus, Section

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def section(name: str, state: str, count: int, *, age: str = "") -> Tally:
    return Tally(kind=SECTION, first=name, second=state, third=age, count=count)


class TestMatrix:
    def test_ages_are_added_up_and_the_rest_was_never_asked_for(self) -> None:
        tallies = [
            section("equipment", "fresh", 3, age="1h"),
            section("equipment", "fresh", 2, age="4h"),
            section("equipment", "failing", 1),
        ]

        rows = {row.section: row.counts for row in matrix_of(tallies, characters=10)}

        assert rows[Section.EQUIPMENT][FreshnessState.FRESH] == 5
        assert rows[Section.EQUIPMENT][FreshnessState.FAILING] == 1
        assert rows[Section.EQUIPMENT][FreshnessState.NEVER] == 4
        assert rows[Section.SUMMARY][FreshnessState.NEVER] == 10

    def test_of_what_not_everybody_has_nothing_is_missing(self) -> None:
        rows = {row.section: row.counts for row in matrix_of([], characters=10)}

        assert rows[Section.LOGS][FreshnessState.NEVER] == 0

    def test_every_section_has_a_row_and_words_of_another_version_none(self) -> None:
        rows = matrix_of([section("pets", "fresh", 1)], characters=0)

        assert [row.section for row in rows] == list(CADENCES)
        assert set(CADENCES) == set(Section)


class TestAsItIs:
    def test_what_fails_now_takes_the_place_of_what_was_counted(self) -> None:
        counted = matrix_of(
            [section("equipment", "failing", 4), section("raids", "failing", 2)], characters=10
        )

        found = as_it_is(counted, {Section.RAIDS: {FreshnessState.FAILING: 1, FreshnessState.PARKED: 3}})

        rows = {row.section: row.counts for row in found}
        assert rows[Section.EQUIPMENT][FreshnessState.FAILING] == 0
        assert (rows[Section.RAIDS][FreshnessState.FAILING], rows[Section.RAIDS][FreshnessState.PARKED]) == (
            1,
            3,
        )
        assert rows[Section.RAIDS][FreshnessState.NEVER] == 8


class TestHistogram:
    def test_it_is_of_good_answers_of_all_sections(self) -> None:
        bars = histogram_of(
            [
                section("media", "fresh", 4, age="7d"),
                section("raids", "late", 1, age="7d"),
                section("raids", "failing", 2, age="1h"),
                section("raids", "failing", 9),
            ]
        )

        assert [(bar.words, bar.count, bar.height) for bar in bars if bar.count] == [
            ("under an hour", 2, 40),
            ("1 to 7 days", 5, 100),
        ]
        assert len(bars) == 7


class TestCards:
    def test_the_present_season_comes_first(self) -> None:
        rows = cards_of(
            [
                Tally(kind=CARD, first="mn-1", second="complete", count=3),
                Tally(kind=CARD, first="latest", second="partial", count=2),
                Tally(kind=CARD, first="latest", second="complete", count=1),
            ]
        )

        assert [row.season for row in rows] == ["latest", "mn-1"]
        assert [row.label for row in rows] == ["This season", "mn-1"]
        assert rows[0].counts == {CardStatus.COMPLETE: 1, CardStatus.PARTIAL: 2, CardStatus.FAILED: 0}

    def test_seasons_of_programs_own_making_come_last(self) -> None:
        rows = cards_of(
            [Tally(kind=CARD, first=name, second="complete", count=1) for name in (OTHERS, "tww-1", "latest")]
        )

        assert [row.season for row in rows] == ["latest", "tww-1", OTHERS]


class TestLastFailures:
    def test_each_cause_has_its_own(self) -> None:
        earlier = NOON - timedelta(hours=1)
        failures = [
            Tally(kind=FAILURE, first="raids", second=word, count=1, last_at=at)
            for word, at in (("timeout", earlier), ("schema", NOON))
        ]

        assert last_failures([section("raids", "failing", 2), *failures]) == {
            ("raids", "timeout"): earlier,
            ("raids", "schema"): NOON,
        }
