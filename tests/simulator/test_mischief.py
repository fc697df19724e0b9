"""Every fault as a client meets it."""

import time
from typing import Any

import orjson
import pytest
import requests

from simulator import Simulator
from simulator.faults import Action
from simulator.oauth.actions import SIGN_IN_ACTIONS
from tests.simulator.conftest import DEMO, Caller

ROSTER = f"{DEMO}/roster"
FIGURES: dict[str, dict[str, Any]] = {
    "wrong_shape": {"path": "guild"},
    "delay": {"delay_ms": 600},
    "extra_members": {"members": 1},
}


def spoil(caller: Caller, action: str, **fields: Any) -> None:
    """Let one rule stand."""
    caller.sim.control.add_fault(action, **fields)


def outcome(caller: Caller) -> tuple[int, bytes] | str:
    """Ask for the roster and return what came, or the name of what went wrong."""
    url = f"{caller.sim.url}/eu{ROSTER}?namespace=profile-eu&locale=en_GB"
    try:
        answer = caller.session.get(url, timeout=0.4)
    except requests.RequestException as error:
        return type(error).__name__
    return answer.status_code, answer.content


class TestStatuses:
    @pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 502, 503, 504])
    def test_a_status_carries_battlenets_error(self, caller: Caller, status: int) -> None:
        spoil(caller, "status", status=status)

        answer = caller.get(DEMO)

        assert (answer.status_code, answer.json()["code"]) == (status, status)

    @pytest.mark.parametrize(
        ("body", "start"), [("html", b"<!DOCTYPE"), ("empty", b""), ("maintenance", b'{"status":"nok"')]
    )
    def test_a_status_may_carry_something_else(self, caller: Caller, body: str, start: bytes) -> None:
        spoil(caller, "status", status=503, body=body)

        assert caller.get(DEMO).content[: len(start) or None] == start

    @pytest.mark.parametrize("wait", ["7", "-1", "1000000000", "soon", "Sat, 7 Mar 2026 09:41:14 GMT", ""])
    def test_retry_after_is_sent_as_it_is_given(self, caller: Caller, wait: str) -> None:
        spoil(caller, "status", status=429, retry_after=wait)

        assert caller.get(DEMO).headers["Retry-After"] == wait

    def test_html_may_come_with_200(self, caller: Caller) -> None:
        spoil(caller, "html_200")

        answer = caller.get(DEMO)

        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html;charset=UTF-8")

    def test_the_token_endpoint_can_be_down(self, sim: Simulator) -> None:
        sim.control.add_fault("status", kind="token", status=500)

        answer = requests.post(f"{sim.url}/token", timeout=5)

        assert answer.status_code == 500


class TestConnections:
    def test_no_answer_ever(self, caller: Caller) -> None:
        spoil(caller, "never_answer")

        with pytest.raises(requests.ReadTimeout):
            caller.session.get(f"{caller.sim.url}/eu{DEMO}", timeout=0.3)

    def test_a_connection_closed_without_an_answer(self, caller: Caller) -> None:
        spoil(caller, "close_without_answer")

        with pytest.raises(requests.ConnectionError):
            caller.get(DEMO)

    @pytest.mark.parametrize("action", ["truncate", "wrong_content_length", "chunk_truncate"])
    def test_a_body_that_ends_too_early(self, caller: Caller, action: str) -> None:
        spoil(caller, action)

        with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.ConnectionError)):
            caller.get(ROSTER)

    def test_a_length_that_promises_too_little_cuts_the_body(self, caller: Caller) -> None:
        spoil(caller, "wrong_content_length", difference=-10)

        with pytest.raises(requests.exceptions.JSONDecodeError):
            caller.get(DEMO).json()

    @pytest.mark.parametrize("action", ["drip", "drip_headers"])
    def test_a_body_or_head_that_drips(self, caller: Caller, action: str) -> None:
        spoil(caller, action, bytes=100, interval_ms=20)
        started = time.monotonic()

        answer = caller.get(DEMO)

        assert answer.json()["name"] == "Lantern Watch"
        assert time.monotonic() - started >= 0.15

    def test_a_delay_before_a_good_answer(self, caller: Caller) -> None:
        spoil(caller, "delay", delay_ms=150)

        assert caller.get(DEMO).elapsed.total_seconds() >= 0.15

    def test_a_redirect_is_sent_and_a_token_that_follows_it_is_noticed(self, caller: Caller) -> None:
        spoil(caller, "redirect", url="/_elsewhere/steal", kind="guild")

        answer = caller.get(DEMO)

        assert [one.status_code for one in answer.history] == [302]
        assert caller.sim.control.requests()["authorization_leaks"] == ["/_elsewhere/steal"]


class TestBodies:
    @pytest.mark.parametrize("action", ["malformed_json", "bad_utf8"])
    def test_bytes_that_are_no_json(self, caller: Caller, action: str) -> None:
        spoil(caller, action)

        with pytest.raises(orjson.JSONDecodeError):
            orjson.loads(caller.get(DEMO).content)

    def test_nul_and_lone_surrogates_in_names(self, caller: Caller) -> None:
        spoil(caller, "nul_and_surrogates")

        assert caller.get(DEMO).json()["name"] == "\x00\ud800Lantern Watch"

    def test_json_deeper_than_parsers_go(self, caller: Caller) -> None:
        spoil(caller, "deep_json")

        with pytest.raises((RecursionError, requests.exceptions.JSONDecodeError)):
            caller.get(DEMO).json()

    def test_a_huge_body(self, caller: Caller) -> None:
        spoil(caller, "huge", mebibytes=2)

        assert len(caller.get(DEMO).content) > 2 * 1_048_576

    def test_a_gzip_bomb(self, caller: Caller) -> None:
        spoil(caller, "huge", mebibytes=8, gzip=True)

        answer = caller.get(DEMO)

        assert int(answer.headers["Content-Length"]) < 20_000
        assert len(answer.json()["padding"]) == 8 * 1_048_576

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"change": "drop"}, "absent"),
            ({"change": "null"}, None),
            ({"change": "retype"}, "180000001"),
            ({"change": "retype", "value": {"a": 1}}, {"a": 1}),
        ],
    )
    def test_one_path_of_another_shape(self, caller: Caller, fields: dict[str, Any], expected: Any) -> None:
        spoil(caller, "wrong_shape", path="members.0.character.id", **fields)

        first = caller.get(ROSTER).json()["members"][0]["character"]

        assert first.get("id", "absent") == expected

    def test_a_path_in_every_item_and_a_key_nobody_knows(self, caller: Caller) -> None:
        caller.sim.control.add_fault("wrong_shape", path="members.*.rank", change="drop", nth=1)
        caller.sim.control.add_fault("wrong_shape", path="news", change="add", value=[1])

        ranks, news = (caller.get(ROSTER).json() for _ in range(2))

        assert {"rank" in one for one in ranks["members"]} == {False}
        assert news["news"] == [1]

    def test_a_spoiled_summary_is_not_hidden_by_304(self, caller: Caller, raider: dict[str, Any]) -> None:
        since = {"If-Modified-Since": caller.character(raider).headers["Last-Modified"]}
        spoil(caller, "wrong_shape", path="level", change="null")

        assert caller.character(raider, headers=since).json()["level"] is None


class TestRosters:
    @pytest.mark.parametrize(
        ("action", "fields", "members"),
        [
            ("empty_roster", {}, 0),
            ("keep_members", {"fraction": 0.75}, 45),
            ("extra_members", {"members": 40}, 100),
        ],
    )
    def test_hold_other_members(
        self, caller: Caller, action: str, fields: dict[str, Any], members: int
    ) -> None:
        spoil(caller, action, **fields)

        assert len(caller.get(ROSTER).json()["members"]) == members

    def test_may_belong_to_another_guild(self, caller: Caller) -> None:
        true = caller.get(ROSTER).json()["guild"]["id"]
        spoil(caller, "wrong_guild_id")

        assert caller.get(ROSTER).json()["guild"]["id"] == true + 1


GRAPHQL = {Action.GRAPHQL_ERROR, Action.ALIAS_ERRORS, Action.RANKINGS_ERROR}


@pytest.mark.parametrize("action", [one for one in Action if one not in GRAPHQL | SIGN_IN_ACTIONS])
def test_every_action_changes_what_a_client_gets(caller: Caller, action: Action) -> None:
    true = outcome(caller)

    spoil(caller, action, **FIGURES.get(action, {}))

    assert outcome(caller) != true
