"""Tests of finding the class set."""

from typing import Any

from tests.cards.pieces import SEASON, equipment, item
from webapp.cards.card_gear import TierSet
from webapp.cards.gear_slots import worn_items
from webapp.cards.tier_set import tier_set

OURS, OLD, RINGS = 2055, 1978, 3000


def worn_set(number: int, pieces: int, *, of: int = 5, bonuses: tuple[int, ...] = (2, 4)) -> dict[str, Any]:
    """Return a worn set as Battle.net tells it."""
    items = [
        {"item": {"id": place}, **({"is_equipped": True} if place < pieces else {})} for place in range(of)
    ]
    effects = [{"required_count": count, "is_active": pieces >= count} for count in bonuses]
    return {"item_set": {"id": number, "name": f"Set {number}"}, "items": items, "effects": effects}


def found(*sets: dict[str, Any]) -> tuple[TierSet | None, int | None]:
    """Find the class set among worn sets."""
    worn = equipment(item("HEAD"), equipped_item_sets=list(sets))
    return tier_set(worn, worn_items(worn), SEASON.tier)


class TestTierSet:
    def test_it_has_pieces_and_active_bonuses(self) -> None:
        tier, number = found(worn_set(OURS, 3))

        assert number == OURS
        assert tier == {"name": "Set 2055", "pieces": 3, "of": 5, "activeBonuses": [2], "isOfSeason": True}

    def test_the_season_s_set_goes_before_an_older_one_with_more_pieces(self) -> None:
        assert found(worn_set(OLD, 4), worn_set(OURS, 1))[1] == OURS

    def test_an_older_set_is_shown_as_such(self) -> None:
        tier, _ = found(worn_set(OLD, 4))

        assert tier
        assert not tier["isOfSeason"]

    def test_a_pair_of_rings_is_no_class_set(self) -> None:
        assert found(worn_set(RINGS, 2, of=2, bonuses=(2,))) == (None, None)

    def test_before_patch_8_3_only_items_told_of_their_set(self) -> None:
        told = {"item_set": {"id": OURS, "name": "Set"}, "effects": []}
        worn = equipment(item("HEAD", set=told), item("LEGS", set=told))

        tier, _ = tier_set(worn, worn_items(worn), SEASON.tier)

        assert tier
        assert (tier["pieces"], tier["of"]) == (2, 5)

    def test_without_sets_there_is_none(self) -> None:
        assert found() == (None, None)
