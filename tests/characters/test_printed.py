"""The card as lines of text."""

import re
from datetime import timedelta

from tests.characters.cards import MESSY, NEXT_NOTE, with_problems
from tests.characters.known import NEVER, known
from tests.support.roll import NOON
from webapp.characters.printed import STALE, printed_card
from webapp.characters.view import card_page


class TestPrintedCard:
    def test_it_says_what_the_page_says(self) -> None:
        text = "\n".join(printed_card(card_page(known(with_problems(*MESSY)), NOON)))

        for words in (
            "Balance Druid · level 90 · Raider of Lantern Watch",
            "Fresh. Checked 12 min ago, changed 3 h ago.",
            "5 things to fix",
            "! missing: Feet: no enchantment.",
            "Great Vault: At least 2 of 9 slots filled, 3 unknown",
            "Altar of Fangs",
            NEXT_NOTE,
            "best log 99",
            "CYGAAAA",
        ):
            assert words in text

    def test_it_says_when_any_part_needs_a_look(self) -> None:
        later = NOON + timedelta(hours=7)

        fresh, stale = ("\n".join(printed_card(card_page(known(), now))) for now in (NOON, later))

        assert (STALE in fresh, STALE in stale) == (False, True)

    def test_a_remedy_names_the_command_where_the_page_has_a_button(self) -> None:
        text = "\n".join(printed_card(card_page(known(), NOON + timedelta(hours=7))))

        assert re.search(r"“flask character refresh eu/[\w-]+/\w+” asks at once", text)
        assert "Refresh now" not in text

    def test_without_a_card_it_says_why(self) -> None:
        assert "Nobody has looked yet." in "\n".join(printed_card(card_page(NEVER, NOON)))
