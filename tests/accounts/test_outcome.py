"""What is said to somebody whose list did not come along, and that only we decide what that can be."""

import pytest

from webapp.accounts.listing_notes import Note
from webapp.accounts.outcome import outcome_page, read_outcome

KEPT = {"region": "eu", "note": "not_shared", "way_on": "/"}


class TestOutcomePage:
    @pytest.mark.parametrize("note", list(Note))
    def test_every_note_says_what_happened_and_what_to_press(self, note: Note) -> None:
        page = outcome_page("Jaina", "kr", note, "/guilds/")

        assert (page.region, page.way_on) == ("kr", "/guilds/")
        assert page.title.startswith("You are signed in")
        assert page.sentences
        assert page.label


class TestReadOutcome:
    def test_what_was_kept_is_read(self) -> None:
        assert read_outcome(KEPT) == ("eu", Note.NOT_SHARED, "/")

    @pytest.mark.parametrize(
        "odd", [None, "text", {}, KEPT | {"region": "cn"}, KEPT | {"note": "x"}, KEPT | {"way_on": 7}]
    )
    def test_what_cannot_be_said_is_nothing(self, odd: object) -> None:
        assert read_outcome(odd) is None
