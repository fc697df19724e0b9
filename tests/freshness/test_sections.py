"""Which sections are worth a call."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.freshness.sections import (
    ABSENT_PERIOD,
    MEDIA_PERIOD,
    PROFESSIONS_PERIOD,
    VALIDITY_PERIOD,
    SectionFacts,
    look_period,
    sections_to_fetch,
)
from webapp.words import Section

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALL = frozenset(Section) - {Section.SUMMARY, Section.STATUS, Section.LOGS}
PLAYED = frozenset(
    {Section.EQUIPMENT, Section.MYTHIC, Section.MYTHIC_SEASON, Section.RAIDS, Section.SPECIALIZATIONS}
)
SEASON = 18


def good(age: timedelta = HOUR) -> SectionFacts:
    return SectionFacts(attempted_at=NOW - age, succeeded_at=NOW - age, season_id=SEASON)


def failed(outcome: str, age: timedelta = HOUR) -> SectionFacts:
    return SectionFacts(attempted_at=NOW - age, outcome=outcome, failures=1, season_id=SEASON)


def chosen(
    known: dict[Section, SectionFacts], *, has_played: bool = False, season_id: int | None = SEASON
) -> frozenset[Section]:
    return sections_to_fetch(
        known, has_played=has_played, verified_at=NOW - HOUR, now=NOW, season_id=season_id
    )


class TestSectionsToFetch:
    def test_everything_is_fetched_of_a_character_never_seen(self) -> None:
        assert chosen({}) == ALL

    def test_nothing_is_fetched_of_one_who_has_not_played(self) -> None:
        known = dict.fromkeys(ALL, good())

        assert chosen(known) == frozenset()

    def test_what_playing_changes_is_fetched_of_one_who_has_played(self) -> None:
        known = dict.fromkeys(ALL, good())

        wanted = chosen(known, has_played=True)

        assert wanted == PLAYED

    @pytest.mark.parametrize(
        ("section", "period"),
        [(Section.MEDIA, MEDIA_PERIOD), (Section.PROFESSIONS, PROFESSIONS_PERIOD)],
    )
    def test_a_section_with_a_period_of_its_own_is_fetched_when_that_is_over(
        self, section: Section, period: timedelta
    ) -> None:
        known = dict.fromkeys(ALL, good())

        before = chosen(known | {section: good(period - HOUR)})
        after = chosen(known | {section: good(period)})

        assert not before
        assert after == {section}

    def test_a_section_that_failed_is_fetched_again(self) -> None:
        known = dict.fromkeys(ALL, good()) | {Section.RAIDS: failed("upstream")}

        assert chosen(known) == {Section.RAIDS}

    @pytest.mark.parametrize("outcome", ["not_found", "forbidden"])
    def test_a_section_that_is_not_there_is_asked_for_weekly(self, outcome: str) -> None:
        known = dict.fromkeys(ALL, good())

        before = chosen(known | {Section.RAIDS: failed(outcome, ABSENT_PERIOD - HOUR)})
        after = chosen(known | {Section.RAIDS: failed(outcome, ABSENT_PERIOD)})

        assert not before
        assert after == {Section.RAIDS}

    def test_a_section_that_is_not_there_is_asked_for_once_the_player_has_played(self) -> None:
        known = dict.fromkeys(ALL, good()) | {Section.MYTHIC: failed("not_found")}

        assert Section.MYTHIC in chosen(known, has_played=True)

    def test_the_right_to_keep_a_profile_is_checked_every_30_days(self) -> None:
        known = dict.fromkeys(ALL, good())

        wanted = sections_to_fetch(
            known, has_played=False, verified_at=NOW - VALIDITY_PERIOD, now=NOW, season_id=SEASON
        )

        assert wanted == {Section.STATUS}


class TestTheSeason:
    def test_one_that_began_is_asked_for_with_the_profile_though_nobody_was_seen_playing(self) -> None:
        known = dict.fromkeys(ALL, good())

        assert chosen(known, season_id=SEASON + 1) == {Section.MYTHIC, Section.MYTHIC_SEASON}

    def test_it_waits_until_somebody_knows_which_one_runs(self) -> None:
        assert chosen({}, season_id=None) == ALL - {Section.MYTHIC_SEASON}

    def test_one_that_was_not_played_is_asked_for_weekly(self) -> None:
        known = dict.fromkeys(ALL, good())

        before = chosen(known | {Section.MYTHIC_SEASON: failed("not_found", ABSENT_PERIOD - HOUR)})
        after = chosen(known | {Section.MYTHIC_SEASON: failed("not_found", ABSENT_PERIOD)})

        assert not before
        assert after == {Section.MYTHIC, Section.MYTHIC_SEASON}


class TestLookPeriod:
    def test_whom_people_look_at_is_looked_at_hourly(self) -> None:
        assert look_period(is_looked_at=True) == timedelta(minutes=60)

    def test_others_are_looked_at_every_four_hours(self) -> None:
        assert look_period(is_looked_at=False) == timedelta(minutes=240)
