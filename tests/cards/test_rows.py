"""Rows are read whole, and told apart by season."""

from tests.cards.people import NOW, Cards
from webapp.cards.rows import nothing_but, rows_of, stamped
from webapp.extensions import db
from webapp.models.cards import LATEST


class TestRowsOf:
    def test_one_season_of_the_named_characters(self, cards: Cards) -> None:
        thrall, jaina = cards.character(), cards.character("Jaina")
        cards.rebuild(thrall, jaina)
        cards.give("Thrall", {"mine": 1}, season="season-x")

        found = rows_of(db.session(), [thrall], "season-x")

        assert {owner: row.card for owner, row in found.items()} == {thrall: {"external": {"mine": 1}}}
        assert rows_of(db.session(), [thrall, jaina], LATEST).keys() == {thrall, jaina}


class TestNothingBut:
    def test_a_row_of_what_was_given_alone_has_no_times(self) -> None:
        row = stamped(nothing_but(7), NOW)

        assert row["player_card"] == {"external": 7}
        assert (row["wcl_last_fetched_at"], row["created_at"]) == (None, NOW)
