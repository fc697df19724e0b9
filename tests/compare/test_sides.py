"""Who has the most is marked, and the others are told how much less they have."""

from webapp.compare.page import Cell
from webapp.compare.sides import number_in, ranked


def test_the_most_is_marked_where_anything_differs() -> None:
    cells = [Cell(text=text) for text in ("700", "712", "712", "?")]

    found = ranked(cells, [700, 712, 712, None])

    assert [(cell.is_most, cell.less) for cell in found] == [
        (False, "−12"),
        (True, ""),
        (True, ""),
        (False, ""),
    ]
    assert ranked(cells[1:3], [712, 712]) == cells[1:3]
    assert ranked(cells[:1], [700]) == cells[:1]


def test_numbers_are_read_as_cards_print_them() -> None:
    printed = ("1,234", "+12", "3.5", "—", "", "8/8 M")

    assert [number_in(text) for text in printed] == [1234, 12, 3.5, None, None, None]
