"""Many characters in one question: each gets its own word, and names are only ever values."""

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.logs_server import KNOWN, RANKED, LogsServer, client_of, data, everybody
from tests.support.scripted_server import Asked, reply
from webapp.clients.upstream.errors import Unauthorised
from webapp.clients.warcraftlogs import (
    MOST_CHARACTERS,
    CharacterLogs,
    LogsState,
    LogsSubject,
    Metric,
)
from webapp.lib.errors import ErrorWord

ZONE = 53
HOSTILE = '") { id } } } mutation { x(name: "'


def subject(name: str = "Jaina", **fields: Any) -> LogsSubject:
    return LogsSubject(**{"region": "eu", "realm": "argent-dawn", "name": name, **fields})


def answered(content: Any, *, count: int = 1) -> list[CharacterLogs]:
    """Ask for so many characters and let the server answer this."""
    body = orjson.dumps(content)
    with LogsServer(lambda _: reply(body=body)) as server:
        return client_of(server).character_rankings([subject(f"One{n}") for n in range(count)], ZONE)


class TestQuestions:
    def test_a_thousand_characters_take_twenty_requests(self) -> None:
        with LogsServer() as server:
            client = client_of(server)

            for _ in range(1000 // MOST_CHARACTERS):
                client.character_rankings([subject()] * MOST_CHARACTERS, ZONE)

            assert len(server.questions) == 20

    def test_metric_zone_realm_and_region_go_along(self) -> None:
        with LogsServer() as server:
            client_of(server).character_rankings([subject(metric=Metric.HPS)], ZONE)

            variables = server.questions[0]["variables"]

        expected = {"zone": ZONE, "n0": "Jaina", "s0": "argent-dawn", "r0": "eu", "m0": "hps"}
        assert variables == expected

    @pytest.mark.parametrize(
        "name", [HOSTILE, "Ñandú", "Ревущий", "아즈샤라", "眾星", "a\\b\n\"'`$n1", "\ud800"]
    )
    def test_a_name_is_only_ever_a_value(self, name: str) -> None:
        with LogsServer() as server:
            client = client_of(server)
            client.character_rankings([subject("Jaina")], ZONE)
            client.character_rankings([subject(name)], ZONE)

            plain, hostile = server.questions

        assert hostile["query"] == plain["query"]
        assert hostile["variables"]["n0"] == name.replace("\ud800", "?")

    def test_nobody_to_ask_for_asks_nothing(self) -> None:
        with LogsServer() as server:
            assert client_of(server).character_rankings([], ZONE) == []

            assert server.asked == []

    def test_more_than_fit_into_a_question_are_refused(self) -> None:
        with LogsServer() as server, pytest.raises(ValueError, match="at most"):
            client_of(server).character_rankings([subject()] * (MOST_CHARACTERS + 1), ZONE)

    def test_an_accented_realm_is_asked_for_without_accents_when_it_is_not_known(self) -> None:
        def knows_plain(asked: Asked) -> bytes:
            slug = orjson.loads(asked.body)["variables"]["s0"]
            return everybody(asked, KNOWN if slug == "aggra-portugues" else None)

        with LogsServer(knows_plain) as server:
            (found,) = client_of(server).character_rankings([subject(realm="aggra-português")], ZONE)

            slugs = [question["variables"]["s0"] for question in server.questions]

        assert (found.state, slugs) == (LogsState.RANKED, ["aggra-português", "aggra-portugues"])


class TestStates:
    @pytest.mark.parametrize(
        ("character", "state"),
        [
            (KNOWN, LogsState.RANKED),
            (None, LogsState.UNKNOWN),
            (KNOWN | {"hidden": True}, LogsState.HIDDEN),
            (
                KNOWN | {"zoneRankings": {"error": "You do not have permission to see this."}},
                LogsState.HIDDEN,
            ),
            (KNOWN | {"zoneRankings": {"error": "This report has been archived."}}, LogsState.ARCHIVED),
            (KNOWN | {"zoneRankings": {"error": "This character is anonymous."}}, LogsState.ANONYMOUS),
            (KNOWN | {"zoneRankings": {**RANKED, "rankings": RANKED["rankings"][1:]}}, LogsState.NO_LOGS),
            (KNOWN | {"zoneRankings": {**RANKED, "rankings": []}}, LogsState.NO_LOGS),
        ],
    )
    def test_each_kind_of_answer_has_its_word(self, character: Any, state: LogsState) -> None:
        (found,) = answered({"data": data(c0=character)})

        assert (found.state, found.error) == (state, None)

    @pytest.mark.parametrize("ranked", [None, "x", 5, [], {}, {"rankings": None}, {"rankings": "x"}])
    def test_rankings_of_another_shape_are_an_error_and_no_state(self, ranked: Any) -> None:
        (found,) = answered({"data": data(c0=KNOWN | {"zoneRankings": ranked})})

        assert found.state is None
        assert found.error is not None
        assert found.error.word is ErrorWord.SCHEMA

    def test_half_the_aliases_failing_leave_the_others_whole(self) -> None:
        errors = [
            {"message": "Internal server error", "path": ["characterData", "c0", "zoneRankings"]},
            {"message": "You do not have permission to view this.", "path": ["characterData", "c1"]},
        ]

        found = answered({"errors": errors, "data": data(c0=None, c1=None, c2=KNOWN, c3=None)}, count=4)

        assert [one.error.word if one.error else one.state for one in found] == [
            ErrorWord.UPSTREAM,
            LogsState.HIDDEN,
            LogsState.RANKED,
            LogsState.UNKNOWN,
        ]

    def test_an_alias_that_is_missing_is_an_error_not_an_unknown_character(self) -> None:
        first, second = answered({"data": data(c0=KNOWN)}, count=2)

        assert (first.state, second.state) == (LogsState.RANKED, None)

    def test_a_refused_key_is_not_about_one_character(self) -> None:
        errors = [{"message": "Unauthenticated.", "path": ["characterData", "c0"]}]

        with pytest.raises(Unauthorised):
            answered({"errors": errors, "data": data(c0=None)})


odd = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "-", "99.9", "error", "archived", "x" * 2000, "Ω"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "rankings",
                    "encounter",
                    "id",
                    "rankPercent",
                    "totalKills",
                    "zone",
                    "error",
                    "spec",
                    "hidden",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


class TestOddAnswers:
    @settings(max_examples=150, deadline=None)
    @given(odd)
    def test_no_json_brings_it_down(self, told: Any) -> None:
        with LogsServer(lambda asked: everybody(asked, KNOWN | {"zoneRankings": told})) as server:
            (found,) = client_of(server).character_rankings([subject()], ZONE)

        assert (found.state is None) != (found.error is None)

    @pytest.mark.parametrize("told", [None, [], "x", {"c0": 5}, {"c0": []}, {"c0": {}}, {"c0": "x"}])
    def test_odd_character_data_is_an_error_of_its_characters(self, told: Any) -> None:
        (found,) = answered({"data": {"characterData": told}})

        assert found.error is not None


class TestNewestRaidZone:
    def test_the_newest_open_raid_is_found(self) -> None:
        raid = {"difficulties": [{"id": 3}, {"id": 4}, {"id": 5}], "encounters": [{"id": 1}], "frozen": False}
        zones = [{**raid, "id": 53, "name": "Court"}, {**raid, "id": 60, "difficulties": [{"id": 10}]}]
        content = {"data": {"worldData": {"expansions": [{"id": 7, "zones": zones}]}}}

        with LogsServer(lambda _: reply(body=orjson.dumps(content))) as server:
            zone = client_of(server).newest_raid_zone()

        assert zone is not None
        assert (zone.id, zone.name) == (53, "Court")
