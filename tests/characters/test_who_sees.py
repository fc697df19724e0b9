"""A character's page says who sees those of its parts that not everybody sees."""

from flask import Flask

from tests.characters.cards import MESSY, with_problems
from tests.characters.rows import CARD, raider
from tests.support.deciding import decide, open_to_visitors
from tests.support.signed_in import browser_of, enlisted

LINE = "Logs: seen by rank 2 and above, and by players of their own characters."


class TestWhoSees:
    def test_who_has_a_part_reads_whose_it_is(self, app: Flask) -> None:
        raider(app, with_problems(*MESSY))
        decide(app, 1, "logs", min_rank=2)
        officer, member = (enlisted(app, 1, name, rank=rank) for name, rank in (("Jaina", 1), ("Muradin", 5)))

        assert LINE in browser_of(app, officer).get(CARD).text
        assert LINE not in browser_of(app, member).get(CARD).text

    def test_visitors_read_nothing_of_it(self, app: Flask) -> None:
        raider(app, with_problems(*MESSY))
        open_to_visitors(app, 1)

        assert "seen by" not in browser_of(app, None).get(CARD).text
