"""A day is written in one way."""

from datetime import date

from webapp.lib.typed_days import typed_day


def test_only_one_form_is_a_day() -> None:
    others = ("", "20260819", "2026-8-19", "2026-02-30", "1969-12-31", "9999-12-31", "٢٠٢٦-٠٨-١٩", "\x002026")

    assert typed_day("2026-08-19") == date(2026, 8, 19)
    assert [typed_day(one) for one in others] == [None] * len(others)
