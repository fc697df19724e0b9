"""A look at a card is noted by who is shown to what kind of viewer."""

import pytest

from webapp.characters.warm_words import read_word, word_of
from webapp.permissions.policy import Tool

TOOLS = frozenset({Tool.ROSTER, Tool.LOGS})


class TestWord:
    def test_it_is_read_as_it_was_written(self) -> None:
        assert read_word(word_of(12, TOOLS)) == (12, TOOLS)

    @pytest.mark.parametrize("word", ["", "12", "[12]", '[12, ["a tool of tomorrow"]]', '["x", []]'])
    def test_what_another_version_wrote_is_passed_over(self, word: str) -> None:
        assert read_word(word) is None
