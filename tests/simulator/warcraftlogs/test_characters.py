"""Characters and their rankings, as Warcraft Logs tells them."""

from typing import Any

import pytest

from simulator.logs import LogsMode
from simulator.warcraftlogs.rankings import HIDDEN
from simulator.warcraftlogs.standing import logged_until
from tests.simulator.conftest import Caller
from tests.simulator.warcraftlogs.conftest import LogsCaller, alias


def kills(raids: dict[str, Any], word: str) -> dict[str, int]:
    """Return the kills a boss of the newest raid, from Battle.net's answer."""
    modes = raids["expansions"][0]["instances"][0]["modes"]
    encounters = next(one for one in modes if one["difficulty"]["type"] == word)["progress"]["encounters"]
    return {one["encounter"]["name"]: one["completed_count"] for one in encounters}


class TestACharacter:
    def test_is_found_by_name_in_any_case(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        shouted = logged | {"name": logged["name"].upper()}

        found = logs.character(shouted, "name hidden server { slug region { slug compactName } }")

        assert (found["name"], found["hidden"]) == (logged["name"], False)
        assert found["server"] == {"slug": logged["realm"], "region": {"slug": "eu", "compactName": "EU"}}

    def test_is_found_by_its_id(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        number = logs.character(logged, "id")["id"]

        found = logs.found("query($id: Int) { characterData { character(id: $id) { name } } }", id=number)

        assert found["characterData"]["character"]["name"] == logged["name"]

    @pytest.mark.parametrize(
        ("realm", "slug"),
        [("la-croisade-écarlate", "la-croisade-ecarlate"), ("aggra-português", "aggra-português")],
    )
    def test_is_found_on_a_realm_by_the_slug_of_warcraft_logs(
        self, logs: LogsCaller, logged: dict[str, Any], realm: str, slug: str
    ) -> None:
        logs.sim.control.happen("transfer", realm=logged["realm"], name=logged["name"], new_realm=realm)

        found = [
            logs.character(logged | {"realm": one}, "server { slug }") for one in (slug, f"{slug}-ã", realm)
        ]

        assert found[:2] == [{"server": {"slug": slug}}, None]
        assert (found[2] is not None) == (realm == slug)

    def test_has_a_class_id_in_alphabetical_order(self, logs: LogsCaller) -> None:
        druid = next(
            one for one in logs.sim.control.members() if one["class_id"] == 11 and one["level"] == 90
        )
        logs.sim.control.set_logs("open", druid["name"], realm=druid["realm"])

        assert logs.character(druid, "classID") == {"classID": 2}

    @pytest.mark.parametrize("mode", ["anonymous", "unknown"])
    def test_that_was_only_logged_without_a_name_or_never_is_null(
        self, logs: LogsCaller, logged: dict[str, Any], mode: str
    ) -> None:
        logs.sim.control.set_logs(mode, logged["name"], realm=logged["realm"])

        assert logs.character(logged, "id") is None

    def test_nobody_knows_is_null_without_an_error(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        assert logs.character(logged | {"name": "Nobody"}, "id") is None
        assert logs.character(logged | {"realm": "nowhere"}, "id") is None

    def test_without_name_and_id_is_an_error_inside_200(self, logs: LogsCaller) -> None:
        answer = logs.ask("{ characterData { character { id } } }")

        assert (answer.status_code, len(answer.json()["errors"])) == (200, 1)

    def test_many_are_found_in_one_query(self, logs: LogsCaller) -> None:
        members = logs.sim.control.members()
        people = " ".join(alias(f"c{place}", one, "name") for place, one in enumerate(members))

        found = logs.found(f"{{ characterData {{ {people} }} }}")["characterData"]

        right = [members[int(word[1:])]["name"] == one["name"] for word, one in found.items() if one]
        assert len(found) == 60
        assert len(right) > 30
        assert all(right)


class TestRankings:
    def test_hide_behind_a_sentence(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        logs.sim.control.set_logs("hidden", logged["name"], realm=logged["realm"])

        found = logs.character(logged, "hidden zoneRankings(difficulty: 3)")

        assert found == {"hidden": True, "zoneRankings": {"error": HIDDEN}}

    def test_without_logs_are_empty(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        logs.sim.control.set_logs("unlogged", logged["name"], realm=logged["realm"])

        found = logs.rankings(logged)

        assert (found["bestPerformanceAverage"], found["medianPerformanceAverage"]) == (None, None)
        assert found["allStars"] == []
        assert {(one["totalKills"], one["rankPercent"], one["spec"]) for one in found["rankings"]} == {
            (0, None, None)
        }

    @pytest.mark.parametrize(("difficulty", "word"), [(3, "NORMAL"), (4, "HEROIC"), (5, "MYTHIC")])
    def test_know_the_kills_that_battlenet_tells(
        self, caller: Caller, logs: LogsCaller, logged: dict[str, Any], difficulty: int, word: str
    ) -> None:
        told = kills(caller.character(logged, "/encounters/raids").json(), word)

        ranked = logs.rankings(logged, f"difficulty: {difficulty}, partition: -1")["rankings"]

        assert {one["encounter"]["name"]: one["totalKills"] for one in ranked if one["totalKills"]} == told

    def test_of_a_skilled_raider_are_higher(self, logs: LogsCaller) -> None:
        members = [one for one in logs.sim.control.members() if one["equipped_item_level"]]
        best, worst = (
            pick(members, key=lambda one: one["equipped_item_level"] if one["level"] == 90 else 300)
            for pick in (max, min)
        )
        for one in (best, worst):
            logs.sim.control.set_logs("open", one["name"], realm=one["realm"])

        high, low = (logs.rankings(one, "difficulty: 3, partition: -1") for one in (best, worst))

        assert high["bestPerformanceAverage"] > (low["bestPerformanceAverage"] or 0)
        assert high["bestPerformanceAverage"] >= high["medianPerformanceAverage"]

    def test_stay_as_they_are_while_time_stands_still(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        assert logs.rankings(logged) == logs.rankings(logged)

    def test_grow_with_the_weeks(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        before = logs.rankings(logged)

        logs.sim.control.advance(5 * 7 * 86_400)

        after = logs.rankings(logged)
        assert after["bestPerformanceAverage"] > before["bestPerformanceAverage"]
        assert after["rankings"][0]["totalKills"] > before["rankings"][0]["totalKills"]

    def test_choose_what_is_not_asked_for(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        found = logs.character(logged, "zoneRankings")["zoneRankings"]

        assert (found["zone"], found["partition"], found["difficulty"]) == (53, 2, 5)

    def test_of_an_earlier_partition_stand_apart(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        first, second, all_ = (
            [
                one["totalKills"]
                for one in logs.rankings(logged, f"partition: {number}, difficulty: 3")["rankings"]
            ]
            for number in (1, 2, -1)
        )

        assert [sum(pair) for pair in zip(first, second, strict=True)] == all_
        assert sum(first) > 0
        assert sum(second) > 0

    def test_of_the_frozen_tier_are_still_there(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        found = logs.rankings(logged, "zoneID: 46, difficulty: 3")

        assert [one["totalKills"] for one in found["rankings"]] == [5, 6, 7, 8, 9, 10]

    def test_of_dungeons_follow_the_keys_that_were_run(
        self, caller: Caller, logs: LogsCaller, logged: dict[str, Any]
    ) -> None:
        runs = caller.character(logged, "/mythic-keystone-profile/season/18").json()["best_runs"]

        found = logs.rankings(logged, "zoneID: 55")

        ranked = {one["encounter"]["name"] for one in found["rankings"] if one["totalKills"]}
        assert ranked == {one["dungeon"]["name"] for one in runs}

    @pytest.mark.parametrize(
        "arguments", ['specName: "Nonesuch", difficulty: 3', "zoneID: 53, difficulty: 1"]
    )
    def test_filtered_keep_every_boss_of_the_zone(
        self, logs: LogsCaller, logged: dict[str, Any], arguments: str
    ) -> None:
        assert len(logs.rankings(logged, arguments)["rankings"]) == 8

    @pytest.mark.parametrize("arguments", ["zoneID: 999", "difficulty: 10"])
    def test_of_what_does_not_exist_are_an_error(
        self, logs: LogsCaller, logged: dict[str, Any], arguments: str
    ) -> None:
        assert list(logs.rankings(logged, arguments)) == ["error"]

    def test_come_some_minutes_after_the_session(self, logs: LogsCaller, logged: dict[str, Any]) -> None:
        world, control = logs.sim.world, logs.sim.control
        control.log_in(logged["name"], logged["realm"])
        person = world.find("eu", logged["realm"], logged["name"])
        assert person is not None
        at_once = logged_until(world, person)

        control.advance(40 * 60)

        assert at_once < logged_until(world, person) == world.last_login(person)


class TestTheBornModes:
    def test_all_occur_in_a_guild(self, logs: LogsCaller) -> None:
        world = logs.sim.world

        modes = {world.logs_mode(world.person(index)) for index in range(60)}

        assert modes == set(LogsMode)
