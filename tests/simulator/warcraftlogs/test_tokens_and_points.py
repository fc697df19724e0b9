"""Tokens, points, the ledger and the switch of Warcraft Logs, over HTTP."""

from typing import Any

import pytest
import requests

from simulator import Simulator
from tests.simulator.warcraftlogs.conftest import RATE, LogsCaller, alias


class TestTheTokenEndpoint:
    def test_gives_a_token_that_lives_for_a_year(self, logs: LogsCaller) -> None:
        answer = logs.grant(auth=("key", "secret"), data={"grant_type": "client_credentials"})

        assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("Bearer", 31_104_000)

    @pytest.mark.parametrize(
        ("options", "status", "word"),
        [
            ({}, 400, "invalid_request"),
            ({"data": {"grant_type": "password"}}, 400, "unsupported_grant_type"),
            ({"data": {"grant_type": "client_credentials"}}, 401, "invalid_client"),
        ],
    )
    def test_says_what_is_wrong(
        self, logs: LogsCaller, options: dict[str, Any], status: int, word: str
    ) -> None:
        answer = logs.grant(**options)

        assert (answer.status_code, answer.json()["error"]) == (status, word)

    def test_takes_no_get(self, sim: Simulator) -> None:
        answer = requests.get(f"{sim.url}/wcl/oauth/token", timeout=5)

        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


class TestTheDoor:
    def test_is_closed_without_a_token(self, sim: Simulator, logs: LogsCaller) -> None:
        sim.control.warcraftlogs(revoke=True)

        assert logs.ask(f"{{ {RATE} }}").status_code == 401

    def test_a_token_of_battlenet_does_not_open_it(self, sim: Simulator, logs: LogsCaller) -> None:
        grant = {"auth": ("key", "secret"), "data": {"grant_type": "client_credentials"}}
        token = requests.post(f"{sim.url}/token", timeout=5, **grant).json()["access_token"]  # type: ignore[arg-type]
        logs.session.headers["Authorization"] = f"Bearer {token}"

        assert logs.ask(f"{{ {RATE} }}").status_code == 401

    def test_takes_only_post(self, logs: LogsCaller) -> None:
        answer = logs.session.get(f"{logs.sim.url}/wcl/api/v2/client", timeout=5)

        assert (answer.status_code, answer.json()) == (404, {"message": ""})


class TestPoints:
    def test_one_to_two_a_character(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        fields = (
            "n: zoneRankings(difficulty: 3) h: zoneRankings(difficulty: 4) m: zoneRankings(difficulty: 5)"
        )
        people = "".join(alias(f"c{place}", logged, fields) for place in range(10))

        logs.found(f"{{ characterData {{ {people} }} }}")

        assert logs.sim.control.warcraftlogs()["points_spent"] == {"key": 20.0}

    def test_tell_themselves(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        logs.sim.control.warcraftlogs(limit_per_hour=9_000, points_spent=100)

        one = alias("one", logged, "zoneRankings")
        told = logs.found(f"{{ characterData {{ {one} }} {RATE} }}")["rateLimitData"]

        assert (told["limitPerHour"], told["pointsSpentThisHour"]) == (9_000, 101.0)
        assert told["pointsResetIn"] == 3_600

    def test_used_up_refuse_until_the_worlds_hour_is_over(self, logs: LogsCaller) -> None:
        logs.sim.control.warcraftlogs(points_spent=3_600)
        refused = logs.ask(f"{{ {RATE} }}")

        logs.sim.control.advance(3_600)

        assert (refused.status_code, refused.json()) == (429, {"error": "Too many requests"})
        assert refused.headers["Retry-After"] == "3600"
        assert logs.found(f"{{ {RATE} }}")["rateLimitData"]["pointsSpentThisHour"] == 0


class TestTheSwitch:
    def test_takes_both_endpoints_down_and_leaves_battlenet_alone(self, logs: LogsCaller) -> None:
        logs.sim.control.warcraftlogs(is_down=True)

        statuses = [logs.grant().status_code, logs.ask("{ rateLimitData { limitPerHour } }").status_code]

        assert statuses == [503, 503]
        assert requests.get(f"{logs.sim.url}/eu/data/wow/realm/index", timeout=5).status_code == 401

    def test_brings_them_back(self, logs: LogsCaller) -> None:
        logs.sim.control.warcraftlogs(is_down=True)

        logs.sim.control.warcraftlogs(is_down=False)

        assert logs.ask(f"{{ {RATE} }}").status_code == 200

    def test_can_be_off_from_the_start(self) -> None:
        with Simulator(members=5, has_warcraftlogs=False) as sim:
            assert sim.control.warcraftlogs()["is_down"] is True


class TestTheLedger:
    def test_counts_requests_and_the_characters_in_them(
        self, logs: LogsCaller, logged: dict[str, Any]
    ) -> None:
        logs.found(f"{{ characterData {{ {alias('a', logged, 'id')} {alias('b', logged, 'id')} }} }}")

        seen = logs.sim.control.requests(listed=True)

        assert seen["by_endpoint"] == {"wcl-graphql": {"200": 1}, "wcl-token": {"200": 1}}
        assert seen["requests"][-1]["characters"] == 2
        assert (seen["characters_asked"], seen["by_client"], seen["max_per_second"]) == (2, {}, 0)

    def test_battlenets_quota_is_not_used_up_by_it(self, logs: LogsCaller) -> None:
        logs.sim.control.limit(per_second=1)

        assert [logs.ask(f"{{ {RATE} }}").status_code for _ in range(3)] == [200] * 3
