"""Tests of the gear audit: what it says, and whom it leaves alone."""

from dataclasses import replace
from typing import Any

import pytest

from tests.cards.pieces import (
    CHEAP,
    CHEAP_GEM,
    GOOD_GEM,
    SEASON,
    UNHEARD_OF,
    enchant,
    equipment,
    item,
    socket,
)
from webapp.cards.card_gear import Audit
from webapp.cards.gear_audit import OUT_OF_DATE, Worn, audit_gear, empty_slots
from webapp.cards.gear_slots import PANE, gear_slot, worn_items
from webapp.seasons.facts import UNKNOWN_SEASON, SeasonFacts

TWO_HANDED = {"inventory_type": {"type": "TWOHWEAPON"}}
WEAPON = {"item_class": {"id": 2}}
FOR_PVP = "Equip: Increases item level to a minimum of 315 in Arenas and Battlegrounds."


def dressed(**changed: dict[str, Any]) -> list[dict[str, Any]]:
    """Return sixteen good items, some of them changed; those changed to nothing are taken off."""
    items = {slot: item(slot) for slot in PANE} | changed
    return [one for one in items.values() if one]


def audit(*items: dict[str, Any], season: SeasonFacts = SEASON, **other: Any) -> Audit:
    """Judge items of a raider."""
    worn = worn_items(equipment(*items))
    slots = [gear_slot(slot, one, season, frozenset()) for slot, one in worn.items()]
    return audit_gear(Worn(slots, worn, **{"level": 90, "item_level": 310, **other}), season)


def sayings(judged: Audit) -> list[str]:
    """Return the sentences of an audit."""
    return [problem["says"] for problem in judged["problems"]]


LOW_RANK = "Enchanted: Keeper's Flame |A:Professions-ChatIcon-Quality-12-Tier1:20:20|a"


class TestAuditGear:
    def test_good_gear_has_no_problem(self) -> None:
        judged = audit(*dressed())

        assert judged["isApplied"]
        assert (judged["problems"], judged["unrecognised"], judged["note"]) == ([], 0, None)

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            (item("FINGER_1", enchantments=[]), "Ring 1 has no enchantment."),
            (item("LEGS", enchantments=[]), "Legs have no enchantment."),
            (item("HEAD", enchantments=[enchant(CHEAP)]), "Head has a cheap enchantment: Keeper's Flame."),
            (
                item("HEAD", enchantments=[enchant(CHEAP) | {"display_string": LOW_RANK}]),
                "Head has a cheap enchantment: Keeper's Flame (rank 1 of 2; rank 2 is better).",
            ),
            (item("NECK", sockets=[socket()]), "Neck has an empty socket."),
            (item("NECK", sockets=[socket(), socket()]), "Neck has 2 empty sockets."),
            (item("NECK", sockets=[socket(CHEAP_GEM)]), "Neck has a cheap gem: Watchstone."),
            (item("NECK", sockets=[socket(CHEAP_GEM)] * 2), "Neck has 2 cheap gems: Watchstone."),
            (
                item("TRINKET_1", level={"value": 280}),
                "Trinket 1: item level 280 is 30 under the average of 310.",
            ),
            (
                item("MAIN_HAND", item_class={"id": 2}, item_subclass={"id": 20}),
                "Main hand: a fishing pole is worn.",
            ),
            (item("FEET", spells=[{"description": FOR_PVP}]), "Feet: a PvP item is worn."),
            (item("OFF_HAND", **WEAPON), "Off hand has no enchantment."),
        ],
    )
    def test_a_problem_is_a_whole_sentence(self, changed: dict[str, Any], says: str) -> None:
        slot = changed["slot"]["type"]

        assert sayings(audit(*dressed(**{slot: changed}))) == [says]

    @pytest.mark.parametrize(
        "spells", [None, [], ["odd"], [{}], [{"description": 7}], [{"description": "Use"}]]
    )
    def test_other_words_on_an_item_are_no_problem(self, spells: object) -> None:
        assert audit(*dressed(FEET=item("FEET", spells=spells)))["problems"] == []

    def test_an_empty_slot_is_a_problem(self) -> None:
        assert sayings(audit(*dressed(TRINKET_2={}))) == ["Trinket 2: nothing is worn."]

    def test_a_problem_is_noted_at_its_slot(self) -> None:
        worn = worn_items(equipment(*dressed(NECK=item("NECK", sockets=[socket()]))))
        slots = [gear_slot(slot, one, SEASON, frozenset()) for slot, one in worn.items()]

        audit_gear(Worn(slots, worn, 90, 310), SEASON)

        assert {slot["slot"]: slot["problems"] for slot in slots if slot["problems"]} == {
            "NECK": ["empty_socket"]
        }

    def test_an_off_hand_that_is_no_weapon_needs_no_enchantment(self) -> None:
        shield = item("OFF_HAND", item_class={"id": 4})

        assert sayings(audit(*dressed(OFF_HAND=shield))) == []

    def test_an_item_29_under_the_mean_is_not_odd(self) -> None:
        assert sayings(audit(*dressed(TRINKET_1=item("TRINKET_1", level={"value": 281})))) == []

    def test_an_unknown_enchantment_accuses_nobody(self) -> None:
        judged = audit(*dressed(HEAD=item("HEAD", enchantments=[enchant(UNHEARD_OF)])))

        assert judged["unrecognised"] == 1
        assert judged["problems"] == []

    def test_an_unknown_gem_accuses_nobody(self) -> None:
        judged = audit(*dressed(NECK=item("NECK", sockets=[socket(UNHEARD_OF), socket(GOOD_GEM)])))

        assert (judged["unrecognised"], judged["problems"]) == (1, [])

    def test_many_unknown_ids_mean_that_the_season_s_data_is_out_of_date(self) -> None:
        strange = {slot: item(slot, enchantments=[enchant(UNHEARD_OF)]) for slot in SEASON.enchants.slots[1:]}

        judged = audit(*dressed(HEAD=item("HEAD", enchantments=[]), **strange))

        assert (judged["isSeasonKnown"], judged["note"], judged["problems"]) == (False, OUT_OF_DATE, [])

    def test_an_unknown_season_accuses_nobody(self) -> None:
        judged = audit(item("HEAD", enchantments=[]), season=UNKNOWN_SEASON)

        assert (judged["isApplied"], judged["problems"], judged["note"]) == (False, [], OUT_OF_DATE)

    @pytest.mark.parametrize(
        ("who", "note"),
        [
            ({"level": 89}, "Nothing is asked of a character below level 90."),
            ({"level": None}, "Nothing is asked of a character below level 90."),
            ({"level": 91}, OUT_OF_DATE),
            (
                {"item_level": 265},
                "Nothing is asked of gear below the season's first upgrade track (item level 266).",
            ),
            (
                {"is_seen_this_season": False},
                "Nothing is asked of gear that was last seen before the season began.",
            ),
        ],
    )
    def test_who_does_not_raid_yet_is_left_alone(self, who: dict[str, Any], note: str) -> None:
        judged = audit(item("HEAD", enchantments=[]), **who)

        assert (judged["isApplied"], judged["problems"], judged["note"]) == (False, [], note)

    def test_upgrades_left_are_counted_over_all_tracks(self) -> None:
        head, neck = item("HEAD", bonus_list=[12844]), item("NECK", bonus_list=[12849])

        assert audit(*dressed(HEAD=head, NECK=neck))["upgradesLeft"] == 2 + 5

    def test_without_a_track_nobody_knows_what_is_left(self) -> None:
        assert audit(*dressed())["upgradesLeft"] is None

    def test_a_season_without_levels_asks_everybody_at_the_cap(self) -> None:
        bare = replace(SEASON, tracks=UNKNOWN_SEASON.tracks)

        assert audit(*dressed(), season=bare, item_level=1)["isApplied"]


class TestEmptySlots:
    def test_a_two_hander_leaves_the_other_hand_free(self) -> None:
        worn = worn_items(equipment(*dressed(MAIN_HAND=item("MAIN_HAND", **TWO_HANDED), OFF_HAND={})))

        assert empty_slots(worn) == []

    def test_a_one_hander_does_not(self) -> None:
        assert empty_slots(worn_items(equipment(*dressed(OFF_HAND={})))) == ["OFF_HAND"]
