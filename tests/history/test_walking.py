"""Everybody is met once, a handful in each transaction."""

from sqlalchemy.orm import Session

from tests.cards.people import Cards
from webapp.history.walking import Range, each_handful


class TestEachHandful:
    def test_everybody_is_in_one_handful(self, cards_here: Cards) -> None:
        ids = [cards_here.character(name) for name in ("Thrall", "Jaina", "Arthas")]
        met: list[tuple[int, int]] = []

        def meet(_session: Session, some: Range) -> int:
            met.append((some.after, some.last))
            return 7

        results = list(each_handful(meet, handful=2))

        assert met == [(0, ids[1]), (ids[1], ids[2])]
        assert results == [7, 7]
