"""What a look changes in a character's rows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from webapp.clients.battlenet.payloads.character import CharacterSummary
from webapp.clients.battlenet.payloads.mentions import RealmRef
from webapp.clients.battlenet.payloads.mythic import MythicProfile, Rating
from webapp.freshness.sections import SectionFacts
from webapp.lib.errors import ErrorWord
from webapp.sync.changes import FACTS, SCALARS, CharacterWrite, character_changes, has_turned
from webapp.sync.results import CharacterFetch, SectionResult, Validity
from webapp.sync.subjects import Subject
from webapp.words import Section

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)
BEFORE = NOW - timedelta(hours=4)
SUMMARY = CharacterSummary(
    id=1,
    name="Thrall",
    realm=RealmRef(id=1, slug="argent-dawn", name=None),
    level=80,
    class_id=7,
    class_name=None,
    race_id=2,
    race_name=None,
    faction="horde",
    active_spec_id=263,
    active_spec_name=None,
    average_item_level=301,
    equipped_item_level=300,
    achievement_points=9000,
    last_login_at=BEFORE,
    guild=None,
)
GOOD = SectionResult(value=SUMMARY, document={"id": 1}, content_hash="new")
BROKEN = SectionResult(word=ErrorWord.UPSTREAM, error="503")
MISSING = SectionResult(word=ErrorWord.NOT_FOUND)


def stored(**values: Any) -> dict[str, Any]:
    return {**dict.fromkeys((*SCALARS, *FACTS)), "failures": 0, **values}


def look(
    *, row: dict[str, Any] | None = None, validity: Validity | None = None, **results: SectionResult
) -> CharacterWrite:
    known = SectionFacts(attempted_at=BEFORE, succeeded_at=BEFORE, changed_at=BEFORE, content_hash="old")
    subject = Subject(
        target_id=1,
        guild_id=1,
        character_id=1,
        bnet_id=1,
        region="eu",
        realm="argent-dawn",
        name="Thrall",
        last_login_at=None,
        verified_at=None,
        suspected_at=None,
        roster_succeeded_at=None,
        failures=0,
        sections=dict.fromkeys(Section, known),
    )
    fetch = CharacterFetch(
        subject=subject,
        fetched_at=NOW,
        results={Section(name): result for name, result in results.items()},
        validity=validity,
    )
    return character_changes(row or stored(), fetch, NOW)


class TestCharacterChanges:
    def test_scalars_and_document_of_a_new_summary_are_written(self) -> None:
        columns = look(summary=GOOD).columns

        assert (columns["equipped_item_level"], columns["role"], columns["faction"]) == (
            300,
            "melee",
            "horde",
        )
        assert columns["profile_json"] == {"id": 1}
        assert columns["changed_at"] == columns["last_synced_at"] == columns["verified_at"] == NOW

    def test_a_document_with_the_same_hash_is_not_written(self) -> None:
        same = SectionResult(value=SUMMARY, document={"id": 1}, content_hash="old")

        assert "profile_json" not in look(summary=same).columns

    def test_a_304_moves_only_the_times(self) -> None:
        write = look(row=stored(outcome="ok"), summary=SectionResult(not_modified=True))

        assert write.columns == {"attempted_at": NOW, "last_synced_at": NOW}
        assert write.is_changed is False

    def test_a_304_proves_no_identity(self) -> None:
        assert "verified_at" not in look(summary=SectionResult(not_modified=True)).columns

    def test_a_failure_writes_facts_alone(self) -> None:
        row = stored(equipped_item_level=300, last_synced_at=BEFORE, outcome="ok")

        write = look(row=row, summary=BROKEN)

        assert write.columns == {"attempted_at": NOW, "outcome": "upstream", "error": "503", "failures": 1}
        (section,) = write.sections
        assert (section["succeeded_at"], section["content_hash"]) == (BEFORE, "old")

    def test_a_section_in_trouble_counts_though_the_summary_came(self) -> None:
        write = look(summary=GOOD, raids=BROKEN)

        assert (write.look.word, write.look.failures) == (ErrorWord.UPSTREAM, 1)
        assert write.columns["last_synced_at"] == NOW

    def test_a_section_that_is_not_there_is_no_trouble(self) -> None:
        write = look(summary=GOOD, mythic=MISSING)

        assert (write.look.word, write.columns["outcome"]) == (None, "ok")

    def test_a_missing_profile_that_we_hold_is_suspected_and_nothing_else(self) -> None:
        write = look(row=stored(last_synced_at=BEFORE, outcome="ok"), summary=MISSING)

        assert write.columns == {"attempted_at": NOW, "suspected_at": NOW}
        assert write.look.is_suspect

    def test_a_suspicion_keeps_its_first_moment(self) -> None:
        row = stored(last_synced_at=BEFORE, outcome="ok", suspected_at=BEFORE)

        assert "suspected_at" not in look(row=row, summary=MISSING).columns

    def test_a_missing_profile_that_the_status_vouches_for_is_parked(self) -> None:
        row = stored(last_synced_at=BEFORE, outcome="ok", suspected_at=BEFORE)

        write = look(row=row, validity=Validity.VALID, summary=MISSING)

        assert (write.columns["outcome"], write.columns["suspected_at"]) == ("not_found", None)
        assert write.look.is_suspect is False

    def test_a_profile_never_seen_is_parked_at_once(self) -> None:
        assert look(summary=MISSING).columns["outcome"] == "not_found"

    def test_a_rating_keeps_the_apis_own_colour(self) -> None:
        profile = MythicProfile(
            rating=Rating(value=2512.5, color=(255, 128, 0)), current_period_id=1, season_ids=(), best_runs=()
        )
        mythic = SectionResult(value=profile, document={}, content_hash="new")

        columns = look(summary=GOOD, mythic=mythic).columns

        assert (columns["mythic_rating"], columns["mythic_rating_color"]) == (2512.5, "#ff8000")

    def test_who_lost_the_rating_has_none(self) -> None:
        profile = MythicProfile(rating=None, current_period_id=1, season_ids=(), best_runs=())
        mythic = SectionResult(value=profile, document={}, content_hash="new")

        columns = look(row=stored(mythic_rating=9.0), summary=GOOD, mythic=mythic).columns

        assert columns["mythic_rating"] is None


class TestHasTurned:
    @pytest.mark.parametrize(
        ("hours", "columns", "turned"),
        [
            (7, {"last_synced_at": NOW}, True),
            (5, {"last_synced_at": NOW}, True),
            (3, {"last_synced_at": NOW}, False),
            (3, {"outcome": "timeout", "failures": 1}, True),
            (3, {"outcome": "not_found"}, True),
            (7, {"attempted_at": NOW}, False),
        ],
    )
    def test_somebody_is_in_another_state_than_before(
        self, hours: int, columns: dict[str, Any], *, turned: bool
    ) -> None:
        before = stored(last_synced_at=NOW - timedelta(hours=hours), outcome="ok")

        assert has_turned(before, columns, NOW) is turned

    def test_another_failure_puts_nobody_into_another_state(self) -> None:
        before = stored(last_synced_at=BEFORE, outcome="timeout", failures=1)

        assert not has_turned(before, {"outcome": "upstream", "failures": 2}, NOW)

    def test_a_look_that_only_failed_changes_the_page_and_brings_nothing(self) -> None:
        row = stored(last_synced_at=BEFORE, outcome="ok")
        failed, good = look(row=row, summary=BROKEN), look(row=row, summary=GOOD)

        assert (failed.is_changed, failed.has_content) == (True, False)
        assert (good.is_changed, good.has_content) == (True, True)

    def test_a_good_look_at_who_was_stale_says_so(self) -> None:
        row = stored(last_synced_at=NOW - timedelta(hours=7), outcome="ok")

        assert look(row=row, summary=GOOD).has_turned
