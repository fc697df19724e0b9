"""The state of a part: by its last attempt, then by its age against its own cadence."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.cards.stale import LOOK
from webapp.freshness import logs
from webapp.freshness.cadences import CADENCES, checked_at, section_state
from webapp.freshness.sections import PERIODIC_SECTIONS
from webapp.freshness.states import Facts, FreshnessState
from webapp.words import Section

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)
OLD = Facts(succeeded_at=NOW - timedelta(days=5), outcome="ok")


class TestSectionState:
    def test_what_a_log_out_alone_changes_is_as_good_as_the_last_look(self) -> None:
        assert section_state(Section.EQUIPMENT, OLD, NOW, looked_at=NOW) is FreshnessState.FRESH
        assert section_state(Section.PROFESSIONS, OLD, NOW, looked_at=NOW) is FreshnessState.STALE

    def test_a_part_that_failed_was_not_seen_with_the_look(self) -> None:
        failed = Facts(succeeded_at=NOW - timedelta(days=5), outcome="upstream", failures=1)

        assert section_state(Section.EQUIPMENT, failed, NOW, looked_at=NOW) is FreshnessState.FAILING
        assert checked_at(Section.EQUIPMENT, failed, NOW) == failed.succeeded_at

    def test_a_character_that_was_never_looked_at_well_leaves_the_part_as_it_is(self) -> None:
        assert checked_at(Section.EQUIPMENT, OLD, None) == OLD.succeeded_at


class TestCadences:
    def test_every_section_has_one(self) -> None:
        assert set(CADENCES) == set(Section)

    @pytest.mark.parametrize("section", PERIODIC_SECTIONS)
    def test_a_part_is_stale_when_its_card_says_so(self, section: Section) -> None:
        assert CADENCES[section].period + CADENCES[section].grace == PERIODIC_SECTIONS[section] + LOOK

    def test_logs_are_late_for_as_long_as_a_card_waits_for_them(self) -> None:
        assert CADENCES[Section.LOGS].period + CADENCES[Section.LOGS].grace == logs.LATE_AFTER
