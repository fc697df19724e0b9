"""What the buttons send, and which list an address names."""

import pytest

from webapp.freshness.states import FreshnessState
from webapp.lib.forms import BadForm
from webapp.operations.cache.forms import (
    BadFilter,
    ListFilter,
    Wanted,
    read_character,
    read_filter,
    read_group,
)
from webapp.web.request_values import HIGHEST_ID
from webapp.words import Section

GOOD = {"outcome": "timeout", "section": "raids", "counted": "37"}


class TestGroup:
    def test_it_is_a_cause_and_a_count(self) -> None:
        assert read_group(GOOD) == Wanted(outcome="timeout", section=Section.RAIDS, counted=37)

    @pytest.mark.parametrize(
        "wrong",
        [{"outcome": "ok"}, {"section": "pets"}, {"counted": "-1"}, {"counted": "1" * 10}, {"counted": "x"}],
    )
    def test_anything_else_is_refused(self, wrong: dict[str, str]) -> None:
        with pytest.raises(BadForm):
            read_group(GOOD | wrong)
        with pytest.raises(BadForm):
            read_group({})


class TestCharacter:
    def test_it_is_an_id_that_the_column_can_hold(self) -> None:
        assert read_character({"character": str(HIGHEST_ID)}) == HIGHEST_ID

    @pytest.mark.parametrize("given", ["", "x", "-1", "2147483648", "9" * 30])
    def test_anything_else_is_refused(self, given: str) -> None:
        with pytest.raises(BadForm):
            read_character({"character": given})


class TestFilter:
    def test_it_names_a_section_a_state_and_a_page(self) -> None:
        found = read_filter({"section": "logs", "state": "parked", "after": "7"})

        assert found == ListFilter(section=Section.LOGS, state=FreshnessState.PARKED, after=7)
        assert found.query(9) == "section=logs&state=parked&after=9"

    def test_without_a_word_it_is_the_summaries_that_fail(self) -> None:
        assert read_filter({}) == ListFilter(section=Section.SUMMARY, state=FreshnessState.FAILING)

    @pytest.mark.parametrize("wrong", [{"section": "pets"}, {"state": "odd"}, {"after": "x"}])
    def test_what_there_is_not_is_refused(self, wrong: dict[str, str]) -> None:
        with pytest.raises(BadFilter):
            read_filter(wrong)
