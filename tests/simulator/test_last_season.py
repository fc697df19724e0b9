"""Who stayed away since the season began, who never had a profile, and what is left of the season before."""

from datetime import UTC, datetime
from typing import Any

import pytest

from simulator import Simulator
from simulator.gear import LAST_SEASON
from simulator.seasons import season_start
from tests.simulator.conftest import Caller

PROFILE = "/mythic-keystone-profile"
START, DAY = season_start("eu", LAST_SEASON + 1), 86_400


@pytest.fixture
def gone(sim: Simulator) -> dict[str, Any]:
    """Give the truth about the member who has not logged in since the season began."""
    return min(sim.control.members(), key=lambda one: one["last_login_timestamp"])


@pytest.fixture
def idle(sim: Simulator) -> dict[str, Any]:
    """Give the truth about somebody with a profile who never ran a key: early in a season there are some."""
    sim.control.freeze(datetime.fromtimestamp(START + 2 * DAY, UTC).isoformat())
    indexes = range(60, 400)
    people = [sim.world.person(index) for index in indexes]
    one = next(
        one
        for one in people
        if one.region == "eu"
        and one.start_level < 90
        and sim.world.level(one) < 90
        and sim.world.has_profile(one)
    )
    return {"realm": one.realm, "name": one.name}


class TestSomebodyGoneSinceBeforeTheSeason:
    def test_keeps_the_rating_of_the_season_before(self, caller: Caller, gone: dict[str, Any]) -> None:
        profile = caller.character(gone, PROFILE).json()

        season = caller.character(gone, f"{PROFILE}/season/{LAST_SEASON}").json()

        assert gone["last_login_timestamp"] / 1_000 < START
        assert profile["current_mythic_rating"] == season["mythic_rating"]
        assert [one["id"] for one in profile["seasons"]] == [LAST_SEASON]

    def test_has_no_answer_for_this_season(self, caller: Caller, gone: dict[str, Any]) -> None:
        assert caller.character(gone, f"{PROFILE}/season/18").status_code == 404

    @pytest.mark.parametrize("is_back", [False, True])
    def test_wears_the_gear_of_then(self, caller: Caller, gone: dict[str, Any], *, is_back: bool) -> None:
        if is_back:
            caller.sim.control.log_in(gone["name"], gone["realm"])

        gear = caller.character(gone, "/equipment").json()

        levels = [one["level"]["value"] for one in gear["equipped_items"] if one["level"]["value"] > 1]
        assert max(levels) <= 289
        assert 1_978 <= gear["equipped_item_sets"][0]["item_set"]["id"] <= 1_990

    def test_has_killed_nothing_of_this_season(self, caller: Caller, gone: dict[str, Any]) -> None:
        expansions = caller.character(gone, "/encounters/raids").json()["expansions"]

        assert [one["expansion"]["name"] for one in expansions] == ["Midnight"]
        assert [one["instance"]["name"] for one in expansions[0]["instances"]] == ["The Voidspire"]

    def test_starts_afresh_on_coming_back(self, caller: Caller, gone: dict[str, Any]) -> None:
        caller.sim.control.log_in(gone["name"], gone["realm"])

        profile = caller.character(gone, PROFILE).json()
        raids = caller.character(gone, "/encounters/raids").json()["expansions"]

        assert "current_mythic_rating" not in profile
        assert [one["id"] for one in profile["seasons"]] == [LAST_SEASON]
        assert [one["expansion"]["name"] for one in raids] == ["Midnight"]


class TestSeasonsPlayed:
    def test_of_a_raider_are_both_each_with_its_dungeons(
        self, caller: Caller, raider: dict[str, Any]
    ) -> None:
        seasons = [one["id"] for one in caller.character(raider, PROFILE).json()["seasons"]]

        runs = [
            {
                run["dungeon"]["id"]
                for run in caller.character(raider, f"{PROFILE}/season/{one}").json()["best_runs"]
            }
            for one in seasons
        ]

        assert seasons == [18, 17]
        assert 402 in runs[1]
        assert 402 not in runs[0]

    def test_of_who_never_ran_are_not_told(self, caller: Caller, idle: dict[str, Any]) -> None:
        profile = caller.character(idle, PROFILE).json()

        assert "seasons" not in profile
        assert "current_mythic_rating" not in profile
        assert caller.character(idle, f"{PROFILE}/season/18").status_code == 404

    def test_of_another_number_do_not_exist(self, caller: Caller, raider: dict[str, Any]) -> None:
        assert caller.character(raider, f"{PROFILE}/season/3").status_code == 404


class TestSomebodyWhoWasNeverIndexed:
    def test_is_in_the_roster_and_nowhere_else(self, caller: Caller) -> None:
        unindexed = [
            one for one in caller.sim.control.members() if not one["has_profile"] and one["level"] == 90
        ]

        statuses = {caller.character(one, tail).status_code for one in unindexed for tail in ("", "/status")}

        assert len(unindexed) == 1
        assert statuses == {404}
