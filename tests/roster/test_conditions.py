"""Filters and sorts as SQL."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from webapp.models import Character
from webapp.roster.choices import Sort
from webapp.roster.conditions import matching, order
from webapp.roster.filters import RosterFilter


class TestMatching:
    def test_a_plain_view_asks_for_nothing(self) -> None:
        assert "characters" not in str(matching(RosterFilter()).compile(dialect=sqlite.dialect()))


class TestOrder:
    def test_names_compare_letter_by_letter_on_every_host(self) -> None:
        query = select(Character.id).order_by(*order(RosterFilter(sort=Sort.NAME)))

        assert 'COLLATE "C"' in str(query.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]

    def test_every_order_ends_in_something_unique(self) -> None:
        assert all("characters.id" in str(order(RosterFilter(sort=sort))[-1]) for sort in Sort)
