"""Which requests a fault rule meets."""

from typing import Any

import pytest

from simulator import ControlError, Simulator
from tests.simulator.conftest import DEMO, Caller


class TestWhichRequestsARuleMeets:
    def test_kind_region_realm_and_name_must_fit(self, caller: Caller, raider: dict[str, Any]) -> None:
        address = {"region": "eu", "realm": raider["realm"], "name": raider["name"]}
        caller.sim.control.add_fault("status", kind="character-*", status=500, **address)
        other = next(one for one in caller.sim.control.members() if one["name"] != raider["name"])

        statuses = [caller.character(one, "/status").status_code for one in (raider, other)]

        assert (statuses, caller.get(DEMO).status_code) == ([500, 200], 200)

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"nth": 2}, "1011"),
            ({"nth": [1, 3]}, "0101"),
            ({"every": 2}, "1010"),
            ({"count": 2}, "0011"),
            ({"probability": 0.0}, "1111"),
            ({"from_seconds": 60}, "1111"),
            ({"until_seconds": 60}, "0000"),
        ],
    )
    def test_a_choice_among_matching_requests(
        self, caller: Caller, fields: dict[str, Any], expected: str
    ) -> None:
        caller.sim.control.add_fault("status", **fields)

        good = "".join(str(int(caller.get(DEMO).ok)) for _ in range(4))

        assert good == expected

    def test_a_share_is_the_same_for_the_same_seed(self, caller: Caller) -> None:
        runs = []
        for _ in range(2):
            caller.sim.control.add_fault("status", probability=0.5, seed=3)
            runs.append([caller.get(DEMO).ok for _ in range(12)])
            caller.sim.control.clear_faults()

        assert runs[0] == runs[1]
        assert 2 <= sum(runs[0]) <= 10

    def test_rules_count_what_they_met_and_spoiled(self, caller: Caller) -> None:
        caller.sim.control.add_fault("status", nth=2)
        for _ in range(3):
            caller.get(DEMO)

        rule = caller.sim.control.faults()[0]

        assert (rule["met"], rule["spoiled"]) == (3, 1)

    @pytest.mark.parametrize("fields", [{"action": "explode"}, {"action": "status", "colour": "red"}])
    def test_a_rule_that_cannot_be_read_is_refused(self, sim: Simulator, fields: dict[str, Any]) -> None:
        with pytest.raises(ControlError, match="RuleError"):
            sim.control.add_fault(**fields)
