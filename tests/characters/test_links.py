"""Addresses elsewhere."""

import pytest

from tests.characters.known import ADDRESS
from webapp.characters.address import CharacterAddress
from webapp.characters.links import item_link, outside_links, picture, safe_color


class TestOutsideLinks:
    def test_each_site_has_its_way_of_writing(self) -> None:
        assert {link.label: link.href for link in outside_links(ADDRESS)} == {
            "Armory": "https://worldofwarcraft.blizzard.com/en-gb/character/eu/argent-dawn/nildank",
            "Raider.IO": "https://raider.io/characters/eu/argent-dawn/Nildank",
            "Warcraft Logs": "https://www.warcraftlogs.com/character/eu/argent-dawn/nildank",
        }

    def test_letters_of_other_scripts_and_hostile_ones_are_encoded(self) -> None:
        address = CharacterAddress(region="eu", realm="гордунни", realm_name="x", name='Д"><a')

        links = [link.href for link in outside_links(address)]

        assert all('"' not in href and "<" not in href and href.isascii() for href in links)


class TestItemLink:
    def test_an_item_without_bonuses_is_only_its_number(self) -> None:
        assert item_link(249169, [], None) == "https://www.wowhead.com/item=249169"


class TestPicture:
    def test_blizzards_own_are_shown(self) -> None:
        address = "https://render.worldofwarcraft.com/eu/character/x-inset.jpg"

        assert picture(address) == address

    @pytest.mark.parametrize(
        "address",
        [
            *["http://render.worldofwarcraft.com/a.jpg", "https://evil.example/a.jpg", "javascript:go()"],
            *["https://render.worldofwarcraft.com@evil.example/a.jpg", "https://[", None],
        ],
    )
    def test_nothing_is_loaded_from_elsewhere(self, address: str | None) -> None:
        assert picture(address) is None


class TestSafeColor:
    def test_only_colours_are_colours(self) -> None:
        assert safe_color("#a335ee") == "#a335ee"
        assert [safe_color(text) for text in (None, "red", "#a335ee;x", "#12")] == [None] * 4
