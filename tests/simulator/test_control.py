"""Steering the simulator: clock, counts, quota, latency, saved state."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from simulator import Control, ControlError, Simulator
from simulator.ledger import busiest_second
from simulator.limiter import Limit, Limiter
from tests.simulator.conftest import DEMO, Caller

ROSTER = f"{DEMO}/roster"


def address(member: dict[str, Any]) -> dict[str, Any]:
    """Return what an event needs to find a character."""
    return {"realm": member["realm"], "name": member["name"]}


class TestTheClock:
    def test_nothing_changes_while_it_stands_still(self, caller: Caller, raider: dict[str, Any]) -> None:
        caller.sim.control.freeze("2026-11-05T12:00:00+00:00")

        answers = [(caller.get(ROSTER).content, caller.character(raider).content) for _ in range(2)]

        assert answers[0] == answers[1]

    def test_a_week_later_people_have_been_online(self, caller: Caller) -> None:
        caller.sim.control.freeze("2026-11-05T12:00:00+00:00")
        before = {one["id"]: one["last_login_timestamp"] for one in caller.sim.control.members()}

        caller.sim.control.advance(7 * 86_400)

        after = {one["id"]: one["last_login_timestamp"] for one in caller.sim.control.members()}
        assert sum(after[number] > before[number] for number in before) >= 50


class TestRequestCounts:
    def test_count_by_endpoint_and_status_and_know_the_client(self, caller: Caller) -> None:
        caller.get(DEMO)
        caller.get(f"{DEMO}-not")

        seen = caller.sim.control.requests()

        assert seen["by_endpoint"] == {"guild": {"200": 1, "404": 1}, "token": {"200": 1}}
        assert seen["by_client"]["client"]["total"] == 2
        assert next(iter(seen["user_agents"])).startswith("python-requests")

    def test_can_be_listed_and_forgotten(self, caller: Caller) -> None:
        caller.get(DEMO)
        listed = caller.sim.control.requests(listed=True)["requests"]

        caller.sim.control.clear_requests()

        assert [one["kind"] for one in listed] == ["token", "guild"]
        assert caller.sim.control.count() == 0

    @pytest.mark.parametrize(
        ("moments", "most"), [([], 0), ([0.0, 0.5, 0.999], 3), ([0.0, 0.5, 1.0], 2), ([2.0, 0.0, 1.5], 2)]
    )
    def test_the_busiest_second_slides(self, moments: list[float], most: int) -> None:
        assert busiest_second(moments) == most


class TestTheQuota:
    def test_refuses_above_the_limit_of_a_sliding_second(self, caller: Caller) -> None:
        caller.sim.control.limit(per_second=5, retry_after="2")

        answers = [caller.get(DEMO) for _ in range(8)]

        assert [one.status_code for one in answers] == [200] * 5 + [429] * 3
        assert answers[-1].headers["Retry-After"] == "2"

    @pytest.mark.parametrize(
        ("moments", "admitted"),
        [
            ([0.0, 0.1, 0.9], "110"),
            ([0.0, 0.1, 1.0, 1.05], "1110"),
            # Refused requests use up nothing.
            ([0.0, 0.1, 0.5, 0.9, 1.0], "11001"),
        ],
    )
    def test_slides_and_forgets_what_it_refused(self, moments: list[float], admitted: str) -> None:
        limiter = Limiter()
        limiter.set(Limit(per_second=2))

        assert "".join(str(int(limiter.admits("client", at))) for at in moments) == admitted

    def test_is_each_clients_own(self) -> None:
        limiter = Limiter()
        limiter.set(Limit(per_second=1))

        assert [limiter.admits(client, 0.0) for client in ("one", "other", "one")] == [True, True, False]

    def test_has_an_hour_as_well_and_can_be_lifted(self, caller: Caller) -> None:
        caller.sim.control.limit(per_second=None, per_hour=3)
        statuses = [caller.get(DEMO).status_code for _ in range(4)]

        caller.sim.control.limit(per_second=None)

        assert (statuses, caller.get(DEMO).status_code) == ([200, 200, 200, 429], 200)


class TestLatency:
    def test_is_slept_side_by_side(self, caller: Caller) -> None:
        caller.sim.control.latency(100)
        threads = [threading.Thread(target=caller.get, args=(DEMO,)) for _ in range(20)]
        started = time.monotonic()
        for thread in threads:
            thread.start()

        for thread in threads:
            thread.join()

        assert 0.1 <= time.monotonic() - started < 1.9


class TestSavedState:
    def test_a_restart_goes_on_from_what_happened(self, tmp_path: Path) -> None:
        kept = tmp_path / "world" / "state.json"
        with Simulator(members=10, state_file=kept) as sim:
            sim.control.freeze("2026-11-05T12:00:00+00:00")
            first = sim.control.members()[1]
            sim.control.happen("rename", **address(first), new_name="Umbenannt")
            before = sim.control.members()

        with Simulator(members=10, state_file=kept) as again:
            assert again.control.members() == before

    @pytest.mark.parametrize("content", [b"", b"[]", b'{"seed": 1}'])
    def test_a_file_that_does_not_fit_is_set_aside(self, tmp_path: Path, content: bytes) -> None:
        kept = tmp_path / "state.json"
        kept.write_bytes(content)

        with Simulator(members=10, state_file=kept) as sim:
            assert len(sim.control.members()) == 10


class TestAControlRequest:
    @pytest.mark.parametrize(
        ("method", "path"), [("GET", "nothing"), ("DELETE", "clock"), ("GET", "truth/eu")]
    )
    def test_that_nobody_understands_is_refused(self, sim: Simulator, method: str, path: str) -> None:
        with pytest.raises(ControlError):
            Control(sim.url)._ask(method, path)
