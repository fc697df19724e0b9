"""Pages of a day keep what the list is narrowed to."""

from datetime import date
from typing import Any, cast

from tests.support.roll import NOON
from webapp.roster.past.asking import Narrowed
from webapp.roster.past.page import PastPage

NOBODY = cast("Any", None)


def test_the_next_page_is_narrowed_alike_and_the_class_is_chosen() -> None:
    page = PastPage(
        guild=NOBODY,
        audience=None,
        at=NOON,
        first_on=None,
        day=date(2026, 8, 19),
        narrowed=Narrowed("Ja", 8),
        figures=NOBODY,
    )

    assert [page.query(one) for one in (1, 2)] == [
        "?at=2026-08-19&name=Ja&class=8",
        "?at=2026-08-19&name=Ja&class=8&page=2",
    ]
    assert [one.label for one in page.classes if one.is_chosen] == ["Mage"]
