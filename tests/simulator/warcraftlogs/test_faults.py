"""Faults as a client of Warcraft Logs meets them."""

from typing import Any

import pytest
import requests

from simulator.faults import Action
from simulator.oauth.actions import SIGN_IN_ACTIONS
from tests.simulator.warcraftlogs.conftest import LogsCaller, alias

FIGURES: dict[str, dict[str, Any]] = {
    "wrong_shape": {"path": "data"},
    "delay": {"delay_ms": 600},
    "alias_errors": {"fraction": 1.0},
    "rankings_error": {"fraction": 1.0},
}
ABOUT_GUILDS = (Action.EMPTY_ROSTER, Action.KEEP_MEMBERS, Action.EXTRA_MEMBERS, Action.WRONG_GUILD_ID)
ABOUT_OTHERS = (*ABOUT_GUILDS, *sorted(SIGN_IN_ACTIONS))


def three(member: dict[str, Any]) -> str:
    """Return a query for one member under three aliases."""
    people = " ".join(alias(word, member, "name zoneRankings(difficulty: 3)") for word in "abc")
    return f"{{ characterData {{ {people} }} worldData {{ zone(id: 53) {{ encounters {{ name }} }} }} }}"


def outcome(logs: LogsCaller, query: str) -> tuple[int, bytes] | str:
    """Ask, and return what came or the name of what went wrong."""
    url = f"{logs.sim.url}/wcl/api/v2/client"
    try:
        answer = logs.session.post(url, json={"query": query}, timeout=0.4)
    except requests.RequestException as error:
        return type(error).__name__
    return answer.status_code, answer.content


class TestErrorsInside200:
    def test_may_take_the_place_of_everything(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        logs.sim.control.add_fault("graphql_error", kind="wcl-graphql", problem="archived")

        answer = logs.ask(three(logged))

        assert answer.status_code == 200
        assert list(answer.json()) == ["errors"]
        assert "archived" in answer.json()["errors"][0]["message"]

    def test_may_strike_the_aliases_that_are_named(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        logs.sim.control.add_fault("alias_errors", kind="wcl-graphql", aliases=["b"])

        content = logs.ask(three(logged)).json()

        nulls = [word for word, found in content["data"]["characterData"].items() if found is None]
        assert nulls == ["b"]
        assert [one["path"] for one in content["errors"]] == [["characterData", "b"]]

    def test_may_strike_a_share_of_them(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        logs.sim.control.add_fault("alias_errors", kind="wcl-graphql", fraction=0.67)

        assert len(logs.ask(three(logged)).json()["errors"]) == 2

    def test_may_strike_whole_questions_about_one_character(
        self, logs: LogsCaller, logged: dict[str, Any]
    ) -> None:
        logs.sim.control.add_fault("graphql_error", kind="wcl-graphql", asks_for=logged["name"])

        struck = logs.ask(three(logged)).json()
        spared = logs.ask(three({**logged, "name": "Nobody"})).json()

        assert ("data" in struck, "data" in spared) == (False, True)

    def test_may_hide_in_the_rankings(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        rule = {"kind": "wcl-graphql", "fraction": 1.0, "problem": "permission"}
        logs.sim.control.add_fault("rankings_error", **rule)

        content = logs.ask(three(logged)).json()

        rankings = [one["zoneRankings"] for one in content["data"]["characterData"].values()]
        assert "errors" not in content
        assert [list(one) for one in rankings] == [["error"]] * 3


class TestOtherFaults:
    def test_a_gateway_may_answer_504_in_html(self, logs: LogsCaller) -> None:
        logs.sim.control.add_fault("status", kind="wcl-graphql", status=504, body="html")

        answer = logs.ask("{ rateLimitData { limitPerHour } }")

        assert (answer.status_code, answer.text[:9]) == (504, "<!DOCTYPE")

    def test_a_status_speaks_as_warcraft_logs_does(self, logs: LogsCaller) -> None:
        logs.sim.control.add_fault("status", kind="wcl-token", status=429, retry_after="9")

        answer = logs.grant()

        assert (answer.json(), answer.headers["Retry-After"]) == ({"error": "Too many requests"}, "9")

    @pytest.mark.parametrize("action", [one for one in Action if one not in ABOUT_OTHERS])
    def test_every_action_changes_what_a_client_gets(
        self, logs: LogsCaller, logged: dict[str, Any], action: Action
    ) -> None:
        true = outcome(logs, three(logged))

        logs.sim.control.add_fault(action, kind="wcl-graphql", **FIGURES.get(action, {}))

        assert outcome(logs, three(logged)) != true

    @pytest.mark.parametrize("action", ABOUT_OTHERS)
    def test_what_is_about_others_leaves_it_alone(
        self, logs: LogsCaller, logged: dict[str, Any], action: Action
    ) -> None:
        true = outcome(logs, three(logged))

        logs.sim.control.add_fault(action, members=3)

        assert outcome(logs, three(logged)) == true
