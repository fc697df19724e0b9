"""What people wear: enough for an audit to find fault with, and to be content with."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from simulator import Simulator, trimmings
from simulator.activity import DAY_SECONDS
from simulator.gear import SLOTS, Grip, Make, Oddity, grip, item_levels, oddity, pieces
from simulator.people import Person
from simulator.trimmings import ENCHANTS, RUNES, Grade
from tests.simulator.conftest import Caller

GOOD = {number for ids in ENCHANTS[Grade.GOOD].values() for number in ids}
CHEAP = {number for ids in ENCHANTS[Grade.CHEAP].values() for number in ids}


@pytest.fixture(scope="module")
def crowd() -> Iterator[list[tuple[Simulator, Person]]]:
    """Give everybody of the highest level in a guild of 600."""
    with Simulator(members=600, seed=7) as sim:
        sim.control.freeze("2026-11-05T12:00:00+00:00")
        people = [sim.world.person(index) for index in range(600)]
        yield [(sim, one) for one in people if sim.world.level(one) == 90]


def worn(sim: Simulator, person: Person) -> Any:
    """Return what somebody wears."""
    return pieces(sim.world.seed, person, at=sim.world.last_login(person))


def enchanted(sim: Simulator, person: Person) -> Counter[str]:
    """Count the enchantments that somebody should have by how good they are."""
    grades: Counter[str] = Counter()
    for piece in worn(sim, person):
        if piece.slot in trimmings.ENCHANT_SLOTS and piece.make is Make.LOOT:
            number = piece.enchantment
            known = "good" if number in GOOD or number in RUNES else "cheap" if number in CHEAP else "other"
            grades["missing" if not number else known] += 1
    return grades


def odd_one(crowd: list[tuple[Simulator, Person]], wanted: Oddity) -> tuple[Simulator, Person]:
    """Return somebody with an oddity."""
    return next((sim, one) for sim, one in crowd if oddity(sim.world.seed, one) is wanted)


def told(sim: Simulator, person: Person) -> dict[str, dict[str, Any]]:
    """Return somebody's equipment by slot, over HTTP."""
    caller = Caller(sim)
    answer = caller.character({"realm": person.realm, "name": person.name}, "/equipment").json()
    caller.session.close()
    return {one["slot"]["type"]: one for one in answer["equipped_items"]}


class TestEnchantments:
    def test_of_all_kinds_occur(self, crowd: list[tuple[Simulator, Person]]) -> None:
        total = sum((enchanted(sim, one) for sim, one in crowd), Counter())

        assert set(total) == {"good", "cheap", "missing", "other"}
        assert total["other"] < total["missing"] < total["good"]

    def test_are_the_better_the_more_skilled(self, crowd: list[tuple[Simulator, Person]]) -> None:
        ordered = sorted(crowd, key=lambda one: one[1].skill)

        least, most = (
            sum((enchanted(sim, one) for sim, one in part), Counter())
            for part in (ordered[:100], ordered[-100:])
        )

        assert most["missing"] == 0
        assert least["missing"] > 100
        assert most["good"] > 5 * most["cheap"]

    def test_of_death_knights_are_runes_without_a_rank(self, crowd: list[tuple[Simulator, Person]]) -> None:
        sim, knight = next(
            (sim, one)
            for sim, one in crowd
            if one.class_id == trimmings.DEATH_KNIGHT
            and any(p.slot == "MAIN_HAND" and p.enchantment in RUNES for p in worn(sim, one))
        )

        (rune,) = told(sim, knight)["MAIN_HAND"]["enchantments"]

        assert rune["display_string"] == f"Enchanted: {RUNES[rune['enchantment_id']]}"
        assert "source_item" not in rune

    def test_of_another_kind_than_permanent_occur(self, crowd: list[tuple[Simulator, Person]]) -> None:
        sim, tinkerer = next(
            (sim, one) for sim, one in crowd if any(p.tinker is not None for p in worn(sim, one))
        )

        gear = told(sim, tinkerer)

        kinds = [one["enchantment_slot"]["type"] for one in gear["BACK"]["enchantments"]]
        assert kinds == ["ON_USE_SPELL"]
        assert gear["WRIST"]["sockets"][-1]["socket_type"]["type"] == "TINKER"


class TestSockets:
    def test_are_empty_cheap_good_or_from_the_future(self, crowd: list[tuple[Simulator, Person]]) -> None:
        gems = Counter(gem for sim, one in crowd for piece in worn(sim, one) for gem in piece.gems)

        assert gems[0] > 0
        assert gems[trimmings.FUTURE_GEM] > 0
        assert sum(gems[one] for one in trimmings.GEMS[Grade.GOOD]) > 0
        assert sum(gems[one] for one in trimmings.GEMS[Grade.CHEAP]) > 0

    def test_hold_at_most_one_diamond(self, crowd: list[tuple[Simulator, Person]]) -> None:
        counts = {sum(piece.gems.count(trimmings.DIAMOND) for piece in worn(sim, one)) for sim, one in crowd}

        assert counts == {0, 1}


class TestCraftedItems:
    def test_say_what_they_are(self, crowd: list[tuple[Simulator, Person]]) -> None:
        sim, crafter = next(
            (sim, one)
            for sim, one in crowd
            if {piece.make for piece in worn(sim, one)} >= {Make.CRAFTED, Make.EMBELLISHED}
        )

        gear = told(sim, crafter)

        crafted = [one for one in gear.values() if "modified_crafting_stat" in one]
        assert {one.get("limit_category") for one in crafted} == {None, "Unique-Equipped: Embellished (2)"}
        assert {one["name_description"]["display_string"] for one in crafted} == {"Spark Crafted"}

    def test_are_embellished_at_most_twice(self, crowd: list[tuple[Simulator, Person]]) -> None:
        counts = {sum(piece.make is Make.EMBELLISHED for piece in worn(sim, one)) for sim, one in crowd}

        assert counts == {0, 1, 2}


class TestOddGear:
    def test_a_keepsake_is_far_below_the_rest(self, crowd: list[tuple[Simulator, Person]]) -> None:
        sim, person = odd_one(crowd, Oddity.KEEPSAKE)

        ring = told(sim, person)["FINGER_2"]

        mean = item_levels(sim.world.seed, person, at=sim.world.last_login(person))[1]
        assert ring["level"]["value"] < mean - 30
        assert "name_description" not in ring

    def test_a_slot_may_be_empty(self, crowd: list[tuple[Simulator, Person]]) -> None:
        sim, person = odd_one(crowd, Oddity.EMPTY_SLOT)

        missing = set(SLOTS) - set(told(sim, person)) - {"OFF_HAND"}

        assert len(missing) == 1

    def test_an_item_may_be_for_fights_between_players(self, crowd: list[tuple[Simulator, Person]]) -> None:
        sim, person = odd_one(crowd, Oddity.PVP)

        assert "Arenas and Battlegrounds" in told(sim, person)["NECK"]["spells"][0]["description"]

    def test_somebody_stands_there_with_a_fishing_pole(self, crowd: list[tuple[Simulator, Person]]) -> None:
        gear = told(*odd_one(crowd, Oddity.FISHING_POLE))

        assert gear["MAIN_HAND"]["item_subclass"]["id"] == 20
        assert "OFF_HAND" not in gear

    def test_what_takes_both_hands_counts_twice(self, crowd: list[tuple[Simulator, Person]]) -> None:
        sim, person = next(
            (sim, one)
            for sim, one in crowd
            if grip(one.spec_id) is Grip.TWO_HAND and oddity(sim.world.seed, one) is None
        )
        levels = [piece.item_level for piece in worn(sim, person)]

        equipped = item_levels(sim.world.seed, person, at=sim.world.last_login(person))[1]

        assert (len(levels), equipped) == (15, (sum(levels) + levels[-1]) // 16)

    def test_shirts_and_tabards_are_worn_and_count_for_nothing(
        self, crowd: list[tuple[Simulator, Person]]
    ) -> None:
        seen = {slot: one for sim, person in crowd[:12] for slot, one in told(sim, person).items()}

        assert [seen[slot]["level"]["value"] for slot in ("SHIRT", "TABARD")] == [1, 1]


class TestTimePassing:
    def test_a_month_later_gear_is_better(self, crowd: list[tuple[Simulator, Person]]) -> None:
        sim, person = crowd[3]
        now = sim.world.clock.now()

        before, after = (
            item_levels(sim.world.seed, person, at=now + days * DAY_SECONDS)[1] for days in (0, 30)
        )

        assert after > before
