"""Worn items, whole and with pieces missing."""

from dataclasses import replace
from typing import Any

import pytest

from tests.clients.battlenet.payloads.answers import EQUIPMENT
from tests.clients.battlenet.payloads.documents import GONE, changed, each_harm, emptied, json_of, path_of
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads.equipment import (
    Enchantment,
    Item,
    SetEffect,
    Socket,
    WornSet,
    parse_equipment,
)

EMPTY_SOCKET = Socket(type="PRISMATIC", item_id=None, item_name=None)
STEAM = Enchantment(
    id=7001,
    slot="PERMANENT",
    source_item_id=3003,
    source_item_name="Scroll of Steam",
    text="Enchanted: +5 Steam",
)
LID = Item(
    slot="HEAD",
    item_id=3001,
    name="Lid of the Patient Kettle",
    quality="EPIC",
    level=645,
    inventory_type="HEAD",
    item_class_id=4,
    item_subclass_id=1,
    bonus_ids=(9101, 9102),
    set_id=1600,
    set_name="Kettle Regalia",
    sockets=(Socket(type="PRISMATIC", item_id=3002, item_name="Cloudy Bead"), EMPTY_SOCKET),
    enchantments=(STEAM,),
    upgrade_text="Hero 3/6",
    limit_category="Unique-Equipped: Embellished (2)",
    crafting_stats=("HASTE_RATING",),
)
REGALIA = WornSet(
    id=1600,
    name="Kettle Regalia",
    text="Kettle Regalia (1/5)",
    worn_item_ids=(3001,),
    effects=(SetEffect(required_count=2, is_active=True, text="(2) Set: Boil."),),
)


def worn(place: str, value: object) -> Item:
    """Read the item with another value at one place."""
    (item,) = parse_equipment(changed(EQUIPMENT, f"equipped_items.0.{place}", value)).items
    return item


class TestParseEquipment:
    def test_a_whole_item_is_read(self) -> None:
        assert parse_equipment(json_of(EQUIPMENT)).items == (LID,)

    def test_worn_sets_are_read_with_their_effects(self) -> None:
        assert parse_equipment(json_of(EQUIPMENT)).sets == (REGALIA,)

    def test_one_who_wears_nothing_has_an_empty_list(self) -> None:
        assert parse_equipment(json_of({"equipped_items": []})).items == ()

    @pytest.mark.parametrize("answer", [{}, {"equipped_items": None}])
    def test_without_a_list_nothing_is_known(self, answer: dict[str, Any]) -> None:
        with pytest.raises(BadPayload, match="equipped_items"):
            parse_equipment(json_of(answer))

    def test_items_keep_their_order(self) -> None:
        items = [{"slot": {"type": slot}, "item": {"id": 1}} for slot in ("WRIST", "HEAD", "BACK")]

        parsed = parse_equipment(json_of({"equipped_items": items}))

        assert [item.slot for item in parsed.items] == ["WRIST", "HEAD", "BACK"]

    def test_more_than_anybody_can_wear_is_refused(self) -> None:
        items = EQUIPMENT["equipped_items"] * 101

        with pytest.raises(BadPayload) as error:
            parse_equipment(json_of({"equipped_items": items}))

        assert error.value.field == "$.equipped_items"


class TestItem:
    @each_harm
    @pytest.mark.parametrize("place", ["slot", "slot.type", "item", "item.id"])
    def test_without_slot_or_id_it_is_refused(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            worn(place, harm)

        assert error.value.field == path_of(f"equipped_items.0.{place}")

    @each_harm
    @pytest.mark.parametrize(
        ("place", "fields"),
        [
            ("name", ["name"]),
            ("quality", ["quality"]),
            ("level", ["level"]),
            ("level.value", ["level"]),
            ("inventory_type", ["inventory_type"]),
            ("item_class", ["item_class_id"]),
            ("item_subclass", ["item_subclass_id"]),
            ("set", ["set_id", "set_name"]),
            ("set.item_set", ["set_id", "set_name"]),
            ("name_description", ["upgrade_text"]),
            ("name_description.display_string", ["upgrade_text"]),
            ("limit_category", ["limit_category"]),
        ],
    )
    def test_what_is_not_there_is_not_known(self, place: str, fields: list[str], harm: object) -> None:
        assert worn(place, harm) == emptied(LID, *fields)

    @each_harm
    @pytest.mark.parametrize(
        ("place", "field"),
        [
            ("bonus_list", "bonus_ids"),
            ("sockets", "sockets"),
            ("enchantments", "enchantments"),
            ("modified_crafting_stat", "crafting_stats"),
        ],
    )
    def test_a_list_that_is_not_there_is_empty(self, place: str, field: str, harm: object) -> None:
        assert worn(place, harm) == emptied(LID, field, to=())

    def test_bonuses_that_are_no_numbers_are_left_out(self) -> None:
        assert worn("bonus_list", [9101, None, "9102", True, 2**70]).bonus_ids == (9101,)

    def test_a_level_as_text_alone_is_no_level(self) -> None:
        assert worn("level", {"display_string": "Item Level 645"}).level is None


class TestSocket:
    def test_a_socket_without_an_item_is_empty(self) -> None:
        assert worn("sockets", [{"socket_type": {"type": "PRISMATIC"}}]).sockets == (EMPTY_SOCKET,)

    def test_a_socket_of_no_known_type_is_still_a_socket(self) -> None:
        assert worn("sockets", [{}]).sockets == (replace(EMPTY_SOCKET, type=None),)

    @pytest.mark.parametrize("sockets", ["two", [None], [{}] * 21])
    def test_sockets_that_are_none_are_refused(self, sockets: object) -> None:
        with pytest.raises(BadPayload, match=r"equipped_items\[0\]\.sockets"):
            worn("sockets", sockets)


class TestEnchantment:
    @each_harm
    @pytest.mark.parametrize(
        ("place", "fields"),
        [
            ("enchantment_id", ["id"]),
            ("enchantment_slot", ["slot"]),
            ("source_item", ["source_item_id", "source_item_name"]),
            ("display_string", ["text"]),
        ],
    )
    def test_what_is_not_there_is_not_known(self, place: str, fields: list[str], harm: object) -> None:
        (enchantment,) = worn(f"enchantments.0.{place}", harm).enchantments

        assert enchantment == emptied(STEAM, *fields)

    @pytest.mark.parametrize("enchantments", ["two", [None], [{}] * 21])
    def test_enchantments_that_are_none_are_refused(self, enchantments: object) -> None:
        with pytest.raises(BadPayload, match=r"equipped_items\[0\]\.enchantments"):
            worn("enchantments", enchantments)


class TestWornSet:
    @each_harm
    @pytest.mark.parametrize(
        ("place", "fields"), [("item_set", ["id", "name"]), ("display_string", ["text"])]
    )
    def test_what_is_not_there_is_not_known(self, place: str, fields: list[str], harm: object) -> None:
        (worn_set,) = parse_equipment(changed(EQUIPMENT, f"equipped_item_sets.0.{place}", harm)).sets

        assert worn_set == emptied(REGALIA, *fields)

    def test_without_sets_there_are_none(self) -> None:
        assert parse_equipment(changed(EQUIPMENT, "equipped_item_sets", GONE)).sets == ()

    def test_an_effect_that_says_nothing_is_not_in_force(self) -> None:
        (worn_set,) = parse_equipment(changed(EQUIPMENT, "equipped_item_sets.0.effects", [{}])).sets

        assert worn_set.effects == (SetEffect(required_count=None, is_active=False, text=None),)
