"""A cursor tells exactly where a board goes on."""

import pytest

from webapp.leaderboards.parts import After, after_in


class TestAfter:
    @pytest.mark.parametrize("exact", [2543.6812345678, 0.1 + 0.2, 1e-7, 3000.0, 12, 0, -3])
    def test_it_comes_back_from_an_address_as_it_was(self, exact: float) -> None:
        after = After(exact, 7, 3, 100)

        assert after_in(after.text()) == after

    @pytest.mark.parametrize(
        ("exact", "row_id", "is_behind"),
        [(10.0, 9, True), (12.0, 8, True), (12.0, 7, False), (13.0, 9, False)],
    )
    def test_equals_go_on_by_their_rows(self, exact: float, row_id: int, *, is_behind: bool) -> None:
        assert After(12.0, 7, 1, 1).is_before(exact, row_id) is is_behind


class TestAfterIn:
    @pytest.mark.parametrize("text", [None, "", "1", "nan_1_1_1", "1e3_1_1_1", "1_1_1_1_", "٣_1_1_1"])
    def test_what_is_no_cursor_is_the_beginning(self, text: str | None) -> None:
        assert after_in(text) is None
