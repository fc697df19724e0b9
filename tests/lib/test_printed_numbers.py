"""Numbers are read as pages print them."""

import pytest

from webapp.lib.printed_numbers import number_in


@pytest.mark.parametrize(
    ("words", "number"),
    [("1,204", 1204), ("+12", 12), ("\N{MINUS SIGN}3", -3), ("±0", 0), ("—", None), ("not known", None)],
)
def test_it_reads_what_a_page_shows(words: str, number: int | None) -> None:
    assert number_in(words) == number
