"""Tests of the gear of a card as a whole."""

from tests.cards.pieces import context, equipment, item
from webapp.cards.gear import gear_part


class TestGearPart:
    def test_it_has_slots_in_order_with_what_is_empty_and_the_audit(self) -> None:
        gear = gear_part(equipment(item("NECK"), item("HEAD")), context(), level=90, item_level=310)

        assert [slot["slot"] for slot in gear["slots"]] == ["HEAD", "NECK"]
        assert (len(gear["emptySlots"]), gear["tier"]) == (14, None)
        assert gear["audit"]["isApplied"]

    def test_pieces_of_the_class_set_are_marked(self) -> None:
        told = {"item_set": {"id": 2055, "name": "Beacon"}}

        gear = gear_part(equipment(item("HEAD", set=told)), context(), level=90, item_level=310)

        assert gear["slots"][0]["isTier"]
