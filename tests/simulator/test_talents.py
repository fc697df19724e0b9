"""Specializations as they are today: loadouts, codes, hero trees."""

from typing import Any

from simulator import Simulator
from simulator.gamedata import CURRENT_SEASON
from simulator.seasons import season_start
from tests.simulator.conftest import Caller

FORTNIGHT = 14 * 86_400
"""So early in a season there are people who are still on their way; months later there may be none."""


def levelling(sim: Simulator) -> dict[str, Any]:
    """Return where to find somebody with a profile below the level of hero talents."""
    people = (sim.world.person(index) for index in range(400))
    one = next(one for one in people if one.region == "eu" and 10 <= sim.world.level(one) < 71)
    return {"realm": one.realm, "name": one.name}


class TestSpecializations:
    def test_each_have_one_active_loadout_with_a_code_and_a_hero_tree(
        self, caller: Caller, raider: dict[str, Any]
    ) -> None:
        specializations = caller.character(raider, "/specializations").json()["specializations"]

        for one in specializations:
            (active,) = [loadout for loadout in one["loadouts"] if loadout["is_active"]]
            assert len(active["talent_loadout_code"]) > 80
            assert active["selected_hero_talent_tree"]["name"]
            assert len(active["selected_hero_talents"]) == 4

    def test_codes_tell_specializations_and_choices_apart(self, caller: Caller) -> None:
        members = [one for one in caller.sim.control.members() if one["has_profile"]]
        answers = [caller.character(one, "/specializations").json() for one in members]

        codes = {
            (one["specialization"]["id"], loadout["talent_loadout_code"])
            for answer in answers
            for one in answer["specializations"]
            for loadout in one["loadouts"]
        }

        assert len({code for _, code in codes}) == len(codes) > 100

    def test_name_the_active_one(self, caller: Caller, raider: dict[str, Any]) -> None:
        answer = caller.character(raider, "/specializations").json()

        assert answer["active_specialization"]["id"] == raider["spec_id"]
        assert answer["active_hero_talent_tree"]["id"] in {
            one["loadouts"][0]["selected_hero_talent_tree"]["id"] for one in answer["specializations"]
        }

    def test_have_no_hero_tree_before_level_71(self, caller: Caller) -> None:
        caller.sim.control.freeze(season_start("eu", CURRENT_SEASON) + FORTNIGHT)
        answer = caller.character(levelling(caller.sim), "/specializations").json()

        assert "active_hero_talent_tree" not in answer
        assert "selected_hero_talent_tree" not in answer["specializations"][0]["loadouts"][0]
