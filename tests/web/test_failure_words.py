"""Why something failed, in short words."""

import pytest

from webapp.lib.errors import ErrorWord
from webapp.web.failure_words import LABELS, failure_label, failures_about


class TestLabels:
    def test_every_word_has_one_that_is_not_its_own(self) -> None:
        assert set(LABELS) == set(ErrorWord)
        assert [word for word in ErrorWord if LABELS[word] == word.value] == []

    def test_a_word_of_another_version_is_its_own(self) -> None:
        assert (failure_label("not_found"), failure_label("of_tomorrow")) == ("not found", "of tomorrow")


class TestLogs:
    @pytest.mark.parametrize(
        ("subject", "words"),
        [
            ("mythic_season timeout", "mythic season: no answer in time"),
            ("raids", "raids"),
            (None, ""),
        ],
    )
    def test_section_and_cause_are_told(self, subject: str | None, words: str) -> None:
        assert failures_about(subject) == words
