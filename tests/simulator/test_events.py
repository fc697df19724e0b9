"""Events in the world, as Battle.net's answers then tell them."""

from typing import Any

import pytest

from simulator import ControlError, Simulator
from tests.simulator.conftest import DEMO, Caller

ROSTER = f"{DEMO}/roster"


def roster(caller: Caller) -> dict[int, dict[str, Any]]:
    """Return the members of the roster answer by character id."""
    members = caller.get(ROSTER).json()["members"]
    return {one["character"]["id"]: one for one in members}


def address(member: dict[str, Any]) -> dict[str, Any]:
    """Return what an event needs to find a character."""
    return {"realm": member["realm"], "name": member["name"]}


class TestEvents:
    def test_a_rename_keeps_the_id_and_frees_the_old_name(
        self, caller: Caller, raider: dict[str, Any]
    ) -> None:
        caller.sim.control.happen("rename", **address(raider), new_name="Somebodyelse")

        renamed = caller.character(raider | {"name": "Somebodyelse"}).json()

        assert (renamed["id"], caller.character(raider).status_code) == (raider["id"], 404)

    def test_a_transfer_moves_to_another_realm(self, caller: Caller, raider: dict[str, Any]) -> None:
        caller.sim.control.happen("transfer", **address(raider), new_realm="silvermoon")

        assert roster(caller)[raider["id"]]["character"]["realm"]["slug"] == "silvermoon"

    def test_a_transfer_may_give_a_new_id(self, caller: Caller, raider: dict[str, Any]) -> None:
        caller.sim.control.happen("transfer", **address(raider), new_realm="silvermoon", new_id=True)

        assert raider["id"] not in roster(caller)

    def test_two_may_swap_names(self, caller: Caller) -> None:
        one, other = [member for member in caller.sim.control.members() if member["rating"]][:2]
        swap = {"other_name": other["name"], "other_realm": other["realm"]}

        caller.sim.control.happen("swap_names", **address(one), **swap)

        members = roster(caller)
        assert members[one["id"]]["character"]["name"] == other["name"]
        assert members[other["id"]]["character"]["name"] == one["name"]

    def test_a_name_in_new_hands_has_another_id(self, caller: Caller, raider: dict[str, Any]) -> None:
        caller.sim.control.happen("reuse_name", **address(raider))

        stranger = caller.character(raider).json()

        assert stranger["id"] != raider["id"]
        assert set(roster(caller)) >= {stranger["id"]}

    def test_ranks_change(self, caller: Caller, raider: dict[str, Any]) -> None:
        caller.sim.control.happen("set_rank", **address(raider), rank=1)

        assert roster(caller)[raider["id"]]["rank"] == 1

    @pytest.mark.parametrize("action", ["leave", "delete"])
    def test_who_is_gone_is_not_in_the_roster(
        self, caller: Caller, raider: dict[str, Any], action: str
    ) -> None:
        caller.sim.control.happen(action, **address(raider))

        assert raider["id"] not in roster(caller)
        assert caller.character(raider).ok is (action == "leave")

    def test_who_hides_stays_in_the_roster_without_a_profile(
        self, caller: Caller, raider: dict[str, Any]
    ) -> None:
        caller.sim.control.happen("hide", **address(raider))

        assert raider["id"] in roster(caller)
        assert caller.character(raider).status_code == 404

    def test_who_is_invalid_says_so_at_the_status_endpoint(
        self, caller: Caller, raider: dict[str, Any]
    ) -> None:
        caller.sim.control.happen("invalidate", **address(raider))

        assert caller.character(raider, "/status").json()["is_valid"] is False

    def test_somebody_new_may_join(self, caller: Caller) -> None:
        joined = caller.sim.control.happen(
            "join", realm="argent-dawn", guild="lantern-watch", name="Neu", rank=4
        )

        assert roster(caller)[joined["id"]]["rank"] == 4
        assert caller.character({"realm": "argent-dawn", "name": "Neu"}).json()["id"] == joined["id"]

    def test_a_guild_may_rename(self, caller: Caller) -> None:
        caller.sim.control.happen(
            "rename_guild", realm="argent-dawn", guild="lantern-watch", new_name="Day Watch"
        )

        assert caller.get("/data/wow/guild/argent-dawn/day-watch").json()["name"] == "Day Watch"
        assert caller.get(DEMO).status_code == 404

    def test_a_guild_may_disband(self, caller: Caller, raider: dict[str, Any]) -> None:
        caller.sim.control.happen("disband", realm="argent-dawn", guild="lantern-watch")

        assert caller.get(ROSTER).status_code == 404
        assert "guild" not in caller.character(raider).json()

    def test_any_field_may_hold_any_value(self, caller: Caller, raider: dict[str, Any]) -> None:
        field = {"kind": "character-summary", "path": "active_spec.name", "value": "<b>Bold</b>"}

        caller.sim.control.happen("set_field", **address(raider), **field)

        assert caller.character(raider).json()["active_spec"]["name"] == "<b>Bold</b>"

    @pytest.mark.parametrize(
        "event",
        [
            {"action": "fly", "realm": "argent-dawn", "name": "Segrass"},
            {"action": "leave", "realm": "argent-dawn", "name": "Nobody"},
            {"action": "rename", "realm": "argent-dawn", "name": "Segrass"},
            {"action": "rename", "realm": "argent-dawn", "name": "Segrass", "new_name": "Nildank"},
        ],
    )
    def test_what_cannot_happen_is_refused_with_a_sentence(
        self, sim: Simulator, event: dict[str, Any]
    ) -> None:
        with pytest.raises(ControlError, match="EventError"):
            sim.control.happen(**event)


class TestTruth:
    def test_agrees_with_what_battlenet_answers(self, caller: Caller) -> None:
        for member in caller.sim.control.members():
            answer = caller.character(member)
            assert answer.ok is member["has_profile"]
            if answer.ok:
                told = answer.json()
                assert told["equipped_item_level"] == member["equipped_item_level"]
                assert told["last_login_timestamp"] == member["last_login_timestamp"]

    def test_knows_the_rating_that_is_answered(self, caller: Caller, raider: dict[str, Any]) -> None:
        keys = caller.character(raider, "/mythic-keystone-profile").json()

        assert keys["current_mythic_rating"]["rating"] == raider["rating"]
