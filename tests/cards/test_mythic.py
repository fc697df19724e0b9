"""Tests of Mythic+ on a card."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cards.pieces import SEASON, SEEN_AT, WEEK_START, context, run
from webapp.cards.mythic import mythic_part, upgrades_of
from webapp.cards.reading import Misshapen

RATING = {"rating": 2323.9, "color": {"r": 163, "g": 53, "b": 238, "a": 1.0}}
LAST_WEEK = WEEK_START - timedelta(days=1)


def profile(*runs: dict[str, Any], **other: Any) -> dict[str, Any]:
    """Return a Mythic+ profile with this week's runs."""
    return {"current_period": {"period": {"id": 1080}, "best_runs": list(runs)}, **other}


def season(*runs: dict[str, Any], number: int = 18, **other: Any) -> dict[str, Any]:
    """Return a season's answer."""
    return {"season": {"id": number}, "best_runs": list(runs), **other}


class TestMythicPart:
    def test_the_rating_has_battle_net_s_own_colour(self) -> None:
        mythic = mythic_part(profile(), season(mythic_rating=RATING), context())

        assert (mythic["rating"], mythic["ratingColor"], mythic["certainty"]) == (2323.9, "#a335ee", "exact")

    def test_without_a_season_the_profile_tells_the_rating(self) -> None:
        assert mythic_part(profile(current_mythic_rating=RATING), None, context())["rating"] == 2323.9

    def test_each_dungeon_has_its_best_run(self) -> None:
        better = run(588, 11, mythic_rating={"rating": 310.0})
        worse = run(588, 12, mythic_rating={"rating": 290.0})
        runs = [worse, better, worse, run(587, 9)]

        mythic = mythic_part(None, season(*runs), context())

        assert [(one["dungeonId"], one["level"]) for one in mythic["best"]] == [(588, 11), (587, 9)]
        assert "Ruby Life Pools" in mythic["unplayed"]
        assert "Murder Row" not in mythic["unplayed"]

    def test_before_patch_10_there_was_no_rating_and_a_run_in_time_is_better(self) -> None:
        late = run(588, 12, is_completed_within_time=False, mythic_rating=None)

        mythic = mythic_part(None, season(late, run(588, 10, mythic_rating=None)), context())

        assert [one["level"] for one in mythic["best"]] == [10]
        assert mythic["nextPoints"] == []

    def test_this_week_s_runs_come_from_both_answers_each_once(self) -> None:
        same = run(588, 10, at=SEEN_AT + timedelta(seconds=20))
        told = profile(run(588, 10), run(587, 9))

        mythic = mythic_part(told, season(same, run(586, 12, at=LAST_WEEK)), context())

        assert [(one["dungeonId"], one["level"]) for one in mythic["week"]] == [(588, 10), (587, 9)]

    def test_a_season_that_is_over_is_not_taken_for_this_one(self) -> None:
        mythic = mythic_part(profile(), season(run(402, 10), number=17, mythic_rating=RATING), context())

        assert (mythic["best"], mythic["rating"]) == ([], None)

    def test_who_was_not_seen_this_season_did_not_play_it(self) -> None:
        before = SEASON.starts["eu"] - timedelta(days=1)

        told = context(seen_at=before)
        mythic = mythic_part(profile(run(402, 10, at=before), current_mythic_rating=RATING), None, told)

        assert (mythic["certainty"], mythic["best"]) == ("old", [])
        assert mythic["note"].startswith("Not played this season")

    def test_the_cheapest_points_say_how_sure_they_are(self) -> None:
        mythic = mythic_part(None, season(run(588, 10)), context())

        assert mythic["nextPointsFrom"]
        assert mythic["nextPointsFrom"]["certainty"] == "inferred"

    def test_a_run_without_a_level_is_none(self) -> None:
        with pytest.raises(Misshapen):
            mythic_part(None, season(run(588, 10, keystone_level="10")), context())


class TestUpgradesOf:
    @pytest.mark.parametrize(
        ("seconds", "upgrades"), [(1_080, 3), (1_081, 2), (1_440, 2), (1_441, 1), (1_801, 1)]
    )
    def test_the_par_time_says_how_many(self, seconds: int, upgrades: int) -> None:
        assert upgrades_of(seconds * 1000, 1_800_000) == upgrades

    def test_without_a_par_time_nobody_knows(self) -> None:
        assert upgrades_of(1_000, None) is None
