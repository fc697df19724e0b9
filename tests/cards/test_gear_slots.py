"""Tests of the slots of a card."""

import pytest

from tests.cards.pieces import (
    CHEAP,
    CHEAP_GEM,
    GOOD,
    GOOD_GEM,
    SEASON,
    UNHEARD_OF,
    enchant,
    equipment,
    item,
    socket,
)
from webapp.cards.gear_slots import enchant_of, gear_slot, gems_of, is_embellished, worn_items
from webapp.cards.reading import Misshapen
from webapp.seasons.facts import UNKNOWN_SEASON

NO_SETS: frozenset[int] = frozenset()


class TestWornItems:
    def test_they_are_in_the_order_of_the_game_s_pane(self) -> None:
        worn = equipment(item("TRINKET_1"), item("BACK"), item("HANDS"), item("SHOULDER"), item("MAIN_HAND"))

        assert list(worn_items(worn)) == ["SHOULDER", "BACK", "HANDS", "TRINKET_1", "MAIN_HAND"]

    def test_shirt_and_tabard_do_not_count(self) -> None:
        assert list(worn_items(equipment(item("SHIRT"), item("TABARD")))) == []

    def test_an_answer_without_a_list_is_not_a_naked_character(self) -> None:
        with pytest.raises(Misshapen, match="equipped_items"):
            worn_items({})

    def test_an_item_that_says_no_slot_is_not_left_out_silently(self) -> None:
        with pytest.raises(Misshapen, match="an item says no slot"):
            worn_items(equipment({**item("HEAD"), "slot": {}}))


class TestGearSlot:
    def test_it_has_what_the_page_shows(self) -> None:
        worn = item("HEAD", bonus_list=[12844, 7], set={"item_set": {"id": 2055, "name": "Beacon"}})

        slot = gear_slot("HEAD", worn, SEASON, frozenset({2055}))

        assert (slot["itemId"], slot["level"], slot["quality"]) == (249_000, 310, "EPIC")
        assert (slot["track"], slot["step"], slot["steps"]) == ("Hero", 4, 6)
        assert (slot["setName"], slot["isTier"], slot["bonusIds"]) == ("Beacon", True, [12844, 7])

    def test_what_was_crafted_and_embellished_is_marked(self) -> None:
        line = "Unique-Equipped: Embellished (2)"
        worn = item("WRIST", modified_crafting_stat=[{"type": "HASTE_RATING"}], limit_category=line)

        slot = gear_slot("WRIST", worn, SEASON, NO_SETS)

        assert slot["isCrafted"]
        assert slot["isEmbellished"]

    def test_a_line_about_another_limit_is_no_embellishment(self) -> None:
        assert not is_embellished({"limit_category": "Unique-Equipped: Power Stone (1)"}, ("Embellished",))


class TestEnchantOf:
    @pytest.mark.parametrize(
        ("number", "grade"), [(GOOD, "good"), (CHEAP, "cheap"), (UNHEARD_OF, "unrecognised")]
    )
    def test_it_is_graded_by_the_season(self, number: int, grade: str) -> None:
        worn = item("HEAD", enchantments=[enchant(number)])

        assert enchant_of(worn, SEASON.enchants.grades) == {
            "id": number,
            "name": "Keeper's Flame",
            "grade": grade,
            "rank": 2,
            "ranks": 2,
        }

    def test_a_temporary_one_is_none(self) -> None:
        oil = {**enchant(GOOD), "enchantment_slot": {"type": "TEMPORARY"}}

        assert enchant_of(item("MAIN_HAND", enchantments=[oil]), SEASON.enchants.grades) is None

    def test_without_a_line_the_scroll_names_it(self) -> None:
        worn = item("HEAD", enchantments=[{"enchantment_id": GOOD, "source_item": {"name": "Scroll"}}])

        found = enchant_of(worn, SEASON.enchants.grades)

        assert found
        assert found["name"] == "Scroll"

    def test_an_unknown_season_recognises_nothing(self) -> None:
        found = enchant_of(item("HEAD", enchantments=[enchant(GOOD)]), UNKNOWN_SEASON.enchants.grades)

        assert found
        assert found["grade"] == "unrecognised"


class TestRank:
    @pytest.mark.parametrize(
        ("drawn", "told"),
        [
            ("Quality-12-Tier1:20:20", (1, 2)),
            ("Quality-Tier3:20:20", (3, 3)),
            ("Quality-12-Tier5:20:20", (None, None)),
            ("Quality-", (None, None)),
        ],
    )
    def test_it_is_read_from_the_picture_beside_the_name(
        self, drawn: str, told: tuple[int | None, int | None]
    ) -> None:
        line = f"Enchanted: Keeper's Flame |A:Professions-ChatIcon-{drawn}|a"
        worn = item("HEAD", enchantments=[enchant(GOOD) | {"display_string": line}])

        found = enchant_of(worn, SEASON.enchants.grades)

        assert found is not None
        assert (found["rank"], found["ranks"]) == told


class TestGemsOf:
    def test_each_socket_is_graded_and_an_empty_one_is_missing(self) -> None:
        worn = item("NECK", sockets=[socket(GOOD_GEM), socket(CHEAP_GEM), socket(UNHEARD_OF), socket()])

        grades = [gem["grade"] for gem in gems_of(worn, SEASON)]

        assert grades == ["good", "cheap", "unrecognised", "missing"]

    def test_nobody_needs_to_fill_a_tinker_socket(self) -> None:
        worn = item("HEAD", sockets=[socket(kind="TINKER"), socket(GOOD_GEM, kind="TINKER")])

        assert [gem["id"] for gem in gems_of(worn, SEASON)] == [GOOD_GEM]
