"""A card is stale by its facts and the clock, and by the weekly reset even when nobody failed."""

from datetime import datetime, timedelta

from tests.cards.people import DAY, HOUR, NOW
from webapp.cards.stale import (
    StaleBecause,
    confirmed,
    is_stale,
    stale_sections,
)
from webapp.freshness.sections import SectionFacts
from webapp.words import Section

RESET = NOW - 8 * HOUR
FETCHED = tuple(section for section in Section if section not in {Section.STATUS, Section.LOGS})


def facts(at: datetime = NOW, outcome: str = "ok") -> SectionFacts:
    return SectionFacts(attempted_at=at, succeeded_at=at if outcome == "ok" else None, outcome=outcome)


def everything(at: datetime = NOW, **others: SectionFacts) -> dict[Section, SectionFacts]:
    known = dict.fromkeys(FETCHED, facts(at))
    return known | {Section(name): one for name, one in others.items()}


def reasons(known: dict[Section, SectionFacts], *, now: datetime = NOW) -> dict[Section, StaleBecause]:
    return {one.section: one.because for one in stale_sections(known, now, reset_at=RESET)}


class TestIsStale:
    def test_one_section_that_needs_a_look_is_enough(self) -> None:
        assert not is_stale(everything(), NOW, reset_at=RESET)
        assert is_stale(everything(professions=facts(NOW - 3 * DAY)), NOW, reset_at=RESET)

    def test_the_weekly_reset_makes_it_so_whatever_the_age(self) -> None:
        known = everything(RESET - HOUR)

        assert [is_stale(known, RESET, reset_at=moment) for moment in (None, RESET)] == [False, True]

    def test_of_whom_nothing_was_read_it_is(self) -> None:
        assert is_stale({}, NOW, reset_at=None)


class TestStaleSections:
    def test_what_was_just_read_is_not_stale(self) -> None:
        assert reasons(everything()) == {}

    def test_what_was_never_read_is(self) -> None:
        known = everything()
        del known[Section.PROFESSIONS]

        assert reasons(known) == {Section.PROFESSIONS: StaleBecause.NEVER}

    def test_a_season_and_logs_need_not_be_there(self) -> None:
        known = everything()
        del known[Section.MYTHIC_SEASON]

        assert reasons(known) == {}

    def test_after_six_hours_nobody_looked(self) -> None:
        known = everything(NOW - 6 * HOUR - timedelta(seconds=1))

        assert reasons(known)[Section.SUMMARY] is StaleBecause.AGE
        assert Section.MEDIA not in reasons(known)

    def test_a_look_that_saw_no_new_log_in_confirms_what_only_changes_at_log_out(self) -> None:
        known = everything(NOW - 3 * DAY, summary=facts(), professions=facts(), media=facts())

        assert reasons(known) == {}
        assert confirmed(known, Section.RAIDS) == NOW

    def test_but_not_a_section_that_failed(self) -> None:
        known = everything(raids=facts(NOW, "upstream"))

        assert reasons(known) == {Section.RAIDS: StaleBecause.NEVER}

    def test_the_reset_makes_weekly_things_stale_at_once(self) -> None:
        known = everything(RESET - HOUR)

        stale = reasons(known, now=RESET)

        assert stale == dict.fromkeys(
            [Section.MYTHIC, Section.RAIDS, Section.MYTHIC_SEASON], StaleBecause.RESET
        )

    def test_what_is_not_there_is_let_alone_for_a_week(self) -> None:
        known = everything(professions=facts(NOW - 7 * DAY, "not_found"))

        assert reasons(known) == {}
        assert (
            reasons(known, now=NOW + 6 * HOUR + timedelta(seconds=1))[Section.PROFESSIONS] is StaleBecause.AGE
        )

    def test_hidden_logs_are_let_alone_for_as_long_as_nobody_looks(self) -> None:
        hidden = everything(logs=facts(NOW - 7 * DAY, "forbidden"))
        forgotten = everything(logs=facts(NOW - 8 * DAY - HOUR, "forbidden"))

        assert (reasons(hidden), reasons(forgotten)) == ({}, {Section.LOGS: StaleBecause.AGE})

    def test_logs_have_a_day_and_a_half(self) -> None:
        known = everything(logs=facts(NOW - 37 * HOUR))

        assert reasons(known) == {Section.LOGS: StaleBecause.AGE}
        assert reasons(everything(logs=facts(NOW - 35 * HOUR))) == {}
