"""Lines over weeks end at a gap and go on behind it."""

from webapp.web.curves import band, drawn


class TestDrawn:
    def test_a_line_ends_at_a_gap_and_goes_on_behind_it(self) -> None:
        picture = drawn([700, 705, None, 710], low=700, high=710)

        assert picture.line == "M6 90L202 48M594 6"
        assert picture.dots == "M6 90h0M202 48h0M594 6h0"
        assert picture.gaps == [(202, 392)]

    def test_what_never_changed_lies_in_the_middle(self) -> None:
        assert drawn([5, 5], low=5, high=5).line == "M6 48L594 48"

    def test_unknown_ends_are_left_out(self) -> None:
        assert drawn([None, 1, 2, None], low=1, high=2).line == "M202 90L398 6"

    def test_one_value_is_a_point(self) -> None:
        assert drawn([1], low=0, high=2).line == "M6 48"


class TestBand:
    def test_it_goes_along_the_upper_line_and_back_along_the_lower(self) -> None:
        assert band([0, 5], [5, 10], low=0, high=10) == "M6 48L594 6L594 48L6 90Z"

    def test_each_stretch_without_a_gap_is_a_piece(self) -> None:
        pieces = band([0, None, 0, 0], [10, None, 10, 10], low=0, high=10)

        assert pieces.count("M") == pieces.count("Z") == 2
