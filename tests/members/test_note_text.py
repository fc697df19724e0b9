"""What can be a note, and what is refused by name."""

import pytest

from webapp.members.note_text import LONGEST, has_words, read_note, read_version


class TestReadNote:
    def test_lines_and_letters_of_all_kinds_stay(self) -> None:
        text = "Komm früh.\nÑandú 👩‍👩‍👧 <b>& 日本"

        assert read_note({"note": f"  {text}\r\nEnde \n"}) == (f"{text}\nEnde", None)

    def test_nothing_is_an_empty_note(self) -> None:
        assert read_note({}) == ("", None)

    @pytest.mark.parametrize(
        "letter",
        ["\x00", "\t", "\r", "\x7f", "\x85", "\u202e", "\u2066", "\u200b", "\ud800", "\u0301" * 1990],
    )
    def test_what_cannot_be_seen_is_refused_and_named(self, letter: str) -> None:
        _, problem = read_note({"note": f"a{letter}b"})

        assert problem is not None
        assert (problem.field, problem.sentence[:8]) == ("note", "The note")

    def test_the_longest_is_taken_and_one_letter_more_is_not(self) -> None:
        assert read_note({"note": "ä" * LONGEST})[1] is None
        problem = read_note({"note": "ä" * (LONGEST + 1)})[1]
        assert problem is not None
        assert "2,000 letters" in problem.sentence


class TestHasWords:
    @pytest.mark.parametrize("words", ["late", "LATE twice", "läte", "late  twice", "e tw"])
    def test_case_accents_and_blanks_make_no_difference(self, words: str) -> None:
        assert has_words("Was Láte\ntwice.", words)

    def test_what_is_not_there_is_not_found(self) -> None:
        assert not has_words("Late twice.", "late once")


class TestReadVersion:
    @pytest.mark.parametrize(
        ("given", "version"), [("0", 0), ("12", 12), ("", -1), ("-1", -1), ("9" * 30, -1)]
    )
    def test_what_is_no_version_is_older_than_any(self, given: str, version: int) -> None:
        assert read_version({"version": given}) == version
