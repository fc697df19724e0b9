"""The verdict on what is stored."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from webapp.freshness.states import FreshnessState
from webapp.lib.errors import ErrorWord
from webapp.operations.cache.views import PRESSES
from webapp.operations.cache.words import (
    DONE,
    TITLES,
    Affected,
    Told,
    is_few,
    mender_of,
    park_words,
    sentence_of,
    verdict_on,
)
from webapp.operations.health import Health, Verdict
from webapp.words import Section

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
GOOD = {FreshnessState.FRESH: 90, FreshnessState.STALE: 10}


def verdict(
    told: Sequence[Told], counts: Mapping[FreshnessState, int], characters: int, *, failing: int = 0
) -> Verdict:
    """Return the verdict at noon."""
    return verdict_on(told, counts, characters, affected=Affected(failing), now=NOON)


class TestSentences:
    def test_whoever_was_asked_is_named(self) -> None:
        assert sentence_of("timeout", Section.RAIDS) == "Blizzard did not answer in time."
        assert sentence_of("timeout", Section.LOGS) == "Warcraft Logs did not answer in time."
        assert sentence_of("of another version", Section.RAIDS) == "The last attempts failed."

    def test_of_a_part_that_is_not_there_no_profile_is_said_to_be_gone(self) -> None:
        assert sentence_of("not_found", Section.MYTHIC_SEASON) == (
            "Mythic+ season: Battle.net has nothing to tell of it."
        )
        assert "no public profile" in sentence_of("not_found", Section.SUMMARY)

    @pytest.mark.parametrize("word", ErrorWord)
    def test_every_word_has_somebody_who_can_mend_it(self, word: ErrorWord) -> None:
        assert mender_of(word.value)
        assert mender_of("of another version") == "time; it is tried again"

    def test_every_section_has_a_title(self) -> None:
        assert set(TITLES) == set(Section)


class TestVerdict:
    def test_all_well_is_said(self) -> None:
        found = verdict([], GOOD, 10)

        assert (found.health, found.title) == (Health.OK, "Every answer that was asked for came.")

    def test_what_is_a_little_late_is_told_and_no_trouble(self) -> None:
        found = verdict([], GOOD | {FreshnessState.LATE: 7}, 10)

        assert (found.health, found.title) == (
            Health.OK,
            "Every answer that was asked for came; 7 are a little late.",
        )

    def test_what_somebody_muted_did_not_come_all_the_same(self) -> None:
        found = verdict([], GOOD | {FreshnessState.FAILING: 5}, 10)

        assert (found.health, found.title) == (
            Health.OK,
            "All is well but for 5 failures that somebody muted.",
        )

    def test_before_anything_is_stored_nothing_is_good_or_bad(self) -> None:
        assert verdict([], {}, 0).health is Health.NEW

    def test_failures_are_counted_and_the_largest_cause_is_named(self) -> None:
        causes = [
            Told(Section.EQUIPMENT, "timeout", 30, NOON, NOON + timedelta(minutes=12)),
            Told(Section.RAIDS, "schema", 7),
        ]

        found = verdict(causes, GOOD, 412, failing=33)

        assert found.title == (
            "33 of 412 characters fail, 30 of them equipment. Blizzard did not answer in time."
            " The next attempt is in 12 min."
        )
        assert [one.subject for one in found.troubles] == ["Equipment", "Raids"]
        assert found.troubles[0].since == NOON
        assert found.troubles[1].works == "Who can mend it: Muster's developers."

    def test_one_who_is_all_there_is_fails(self) -> None:
        found = verdict([Told(Section.RAIDS, "timeout", 1, next_at=NOON)], GOOD, 1, failing=1)

        assert found.title == (
            "1 of 1 characters fails: raids. Blizzard did not answer in time. The next attempt is due now."
        )
        assert (found.health, found.troubles[0].words) == (
            Health.LATE,
            "fails once: Blizzard did not answer in time",
        )

    def test_one_of_many_is_told_calmly_with_who_why_and_when(self) -> None:
        told = Told(Section.SUMMARY, "timeout", 1, NOON, NOON + timedelta(minutes=4), name="Jaina")

        found = verdict([told], GOOD, 60, failing=1)

        assert (found.health, found.troubles) == (Health.OK, ())
        assert found.title == (
            "All is well but for Jaina, whose summary could not be read. Blizzard did not answer in time."
            " The next attempt is in 4 min."
        )

    def test_a_few_of_very_many_stand_below_a_calm_headline(self) -> None:
        found = verdict([Told(Section.RAIDS, "timeout", 30)], GOOD, 5_000, failing=30)

        assert (found.health, found.title) == (Health.OK, "All is well but for 30 of 5,000 characters.")
        assert [(one.health, one.word) for one in found.troubles] == [(Health.PAUSED, "failing")]

    def test_old_answers_besides_are_the_servers_trouble(self) -> None:
        old = {FreshnessState.FRESH: 70, FreshnessState.STALE: 30}

        assert verdict([Told(Section.RAIDS, "timeout", 1)], old, 60, failing=1).health is Health.LATE

    @pytest.mark.parametrize(
        ("failing", "characters", "few"),
        [(1, 1, False), (1, 2, True), (2, 2, False), (2, 199, False), (2, 200, True), (50, 4_999, False)],
    )
    def test_one_in_a_hundred_are_few(self, failing: int, characters: int, few: bool) -> None:  # noqa: FBT001
        assert is_few(failing, characters) is few

    def test_an_outage_tells_of_how_many_at_least(self) -> None:
        causes = [Told(Section.EQUIPMENT, "timeout", 90), Told(Section.RAIDS, "upstream", 80)]

        titles = [
            verdict_on(causes, GOOD, all_of, affected=Affected(90, is_exact=False), now=NOON).title
            for all_of in (412, 90)
        ]

        assert titles[0].startswith("At least 90 of 412 characters fail, 90 of them equipment.")
        assert titles[1].startswith("90 of 90 characters fail")

    def test_many_old_answers_are_trouble_of_their_own(self) -> None:
        found = verdict([], {FreshnessState.FRESH: 70, FreshnessState.STALE: 30}, 10)

        assert found.title == "Answers are older than they should be: 30, 30 %."


class TestDone:
    def test_every_press_is_confirmed(self) -> None:
        assert set(DONE) == set(PRESSES)


class TestParking:
    def test_it_says_that_whole_characters_are_left_alone(self) -> None:
        assert park_words(Section.MEDIA, 1_200) == "Nobody looks at 1,200 characters at all for a week"
        assert park_words(Section.LOGS, 1) == "Nobody looks at the logs of 1 character for a week"
