"""Which part of a list an address asks for."""

import pytest

from webapp.permissions.audit import Kind
from webapp.rights.listing import BadQuery, Show, read_page, read_word, steps_of


class TestReading:
    def test_the_first_page_of_everything_needs_no_words(self) -> None:
        assert read_page({}) == 1
        assert read_word({}, "kind", Kind) is None
        assert read_word({"kind": ""}, "kind", Kind) is None

    def test_a_page_and_a_word_are_read(self) -> None:
        assert read_page({"page": "12"}) == 12
        assert read_word({"show": "unclaimed"}, "show", Show) is Show.UNCLAIMED

    @pytest.mark.parametrize("given", ["0", "-1", "x", "", "1" * 7])
    def test_what_is_no_page_is_told(self, given: str) -> None:
        with pytest.raises(BadQuery, match="page: "):
            read_page({"page": given})

    def test_what_is_no_word_is_told_with_the_right_ones(self) -> None:
        with pytest.raises(BadQuery, match=r"kind: .* tools, ranks"):
            read_word({"kind": "gossip"}, "kind", Kind)


class TestStepsOf:
    def test_a_short_list_has_no_pages_beside_it(self) -> None:
        steps = steps_of("/log", {"kind": None}, page=1, total=3)

        assert (steps.first, steps.last, steps.previous, steps.next) == (1, 3, None, None)

    def test_pages_keep_what_narrows_the_list(self) -> None:
        steps = steps_of("/log", {"kind": "ranks"}, page=2, total=120)

        assert (steps.first, steps.last) == (51, 100)
        assert (steps.previous, steps.next) == ("/log?kind=ranks", "/log?kind=ranks&page=3")

    def test_a_page_beyond_the_end_is_the_last_one(self) -> None:
        steps = steps_of("/log", {}, page=99, total=51)

        assert (steps.first, steps.last, steps.previous, steps.next) == (51, 51, "/log", None)

    def test_an_empty_list_begins_and_ends_at_nothing(self) -> None:
        steps = steps_of("/log", {}, page=1, total=0)

        assert (steps.first, steps.last) == (0, 0)
