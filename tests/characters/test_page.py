"""Addresses and pieces of a page."""

import pytest

from tests.characters.cards import tidy_card
from tests.characters.known import known
from tests.support.roll import NOON
from webapp.characters.address import CharacterAddress
from webapp.characters.view import card_page

ODD = CharacterAddress(region="eu", realm="area 52", realm_name="Area 52", name="Дж/к")


class TestCharacterAddress:
    def test_every_letter_of_a_name_stays_within_its_piece(self) -> None:
        assert ODD.path == "/characters/eu/area%2052/%D0%94%D0%B6%2F%D0%BA"


class TestCardPage:
    def test_its_addresses_are_below_the_character_s(self) -> None:
        page = card_page(known(address=ODD), NOON)

        below = [page.card_url, page.refresh_url, page.strip_url.partition("?")[0]]
        assert below == [f"{ODD.path}/{name}" for name in ("_card", "refresh", "_strip")]

    def test_the_strip_is_asked_for_with_what_the_page_shows(self) -> None:
        page = card_page(known(), NOON)

        assert page.strip_url.endswith(f"?version={page.version}")

    def test_a_part_is_found_by_its_key(self) -> None:
        page = card_page(known(), NOON)

        assert page.fresh("logs").title == "Logs"
        with pytest.raises(StopIteration):
            page.fresh("pets")


class TestParts:
    def test_what_is_left_goes_to_the_shorter_column(self) -> None:
        card = tidy_card()
        one_raid = card_page(known(card), NOON).parts
        card["raids"]["raids"] *= 3

        three_raids = card_page(known(card), NOON).parts

        assert one_raid
        assert three_raids
        assert one_raid.columns == (["mythic", "professions"], ["raids", "logs", "talents"])
        assert three_raids.columns == (["mythic", "talents", "professions"], ["raids", "logs"])

    def test_a_part_that_is_not_there_takes_no_room(self) -> None:
        card = tidy_card() | {"mythic": None, "professions": None}

        parts = card_page(known(card), NOON).parts

        assert parts
        assert parts.columns == (["talents"], ["raids", "logs"])
