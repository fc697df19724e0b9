"""A look is noted so that another version understands it or passes it over, and never by whom it was."""

import pytest

from webapp.permissions.policy import Tool
from webapp.roster.choices import Sort
from webapp.roster.filters import RosterFilter
from webapp.roster.keeping import Audience
from webapp.roster.warm_words import Looked, read_word, word_of

MEMBERS = Audience(tools=frozenset({Tool.ROSTER, Tool.LOGS}), is_member=True)
VIEW = RosterFilter(sort=Sort.RATING, page=2)


class TestWord:
    def test_it_is_read_as_it_was_written(self) -> None:
        word = word_of(12, MEMBERS, VIEW)

        assert word is not None
        assert read_word(word) == Looked(
            12, MEMBERS, RosterFilter(sort=Sort.RATING, page=2, direction=VIEW.direction)
        )

    def test_what_is_made_for_one_reader_is_not_noted(self) -> None:
        officer = Audience(tools=MEMBERS.tools, is_member=True, reader_id=7)

        assert word_of(12, officer, VIEW) is None

    @pytest.mark.parametrize(
        "word",
        [
            "",
            "{}",
            "[12]",
            '[12, ["a tool of tomorrow"], true, ""]',
            '[12, 7, true, ""]',
            '["x", [], true, ""]',
            '[12, [], true, "sort=a-column-of-tomorrow"]',
            "[12, [], true, 7]",
        ],
    )
    def test_what_another_version_wrote_is_passed_over(self, word: str) -> None:
        assert read_word(word) is None
