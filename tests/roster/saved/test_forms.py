"""The form that keeps a view."""

import pytest

from webapp.lib.forms import BadForm
from webapp.roster.filters import RosterFilter
from webapp.roster.saved.forms import LONGEST, NO_ROOM, NO_VIEW, NOT_SEEN, PLAIN, read_view


class TestReadView:
    def test_a_view_is_kept_as_its_address_writes_it(self) -> None:
        wanted = read_view({"name": [" Mages "], "query": ["page=3&q=class%3Amage&seen="]})

        assert (wanted.name, wanted.view) == ("Mages", RosterFilter(text="class:mage"))

    @pytest.mark.parametrize(
        ("name", "query", "problem"),
        [
            ("", "q=a", "Name the view: the name is empty."),
            ("x" * 65, "q=a", "Name the view: the name is longer than 64 letters."),
            ("\u200b", "q=a", NOT_SEEN),
            ("\ufb03" * 64, "q=a", NO_ROOM),
            ("a", "", PLAIN),
            ("a", "page=2", PLAIN),
            ("a", "q=ilvl%3E", NO_VIEW),
            ("a", "sort=nonsense", NO_VIEW),
            ("a", "q=" + "a" * LONGEST, NO_VIEW),
        ],
    )
    def test_what_is_wrong_is_said(self, name: str, query: str, problem: str) -> None:
        with pytest.raises(BadForm) as raised:
            read_view({"name": [name], "query": [query]})

        assert raised.value.words == problem
