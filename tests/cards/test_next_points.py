"""Tests of finding where rating is cheapest."""

from tests.cards.pieces import SEASON
from webapp.cards.next_points import next_points, points_part
from webapp.seasons.facts import UNKNOWN_SEASON

ALL_AT_TEN: dict[int, tuple[int, float | None]] = {
    dungeon.id: (10, 325.0) for dungeon in SEASON.mythic.dungeons
}


class TestNextPoints:
    def test_the_lowest_keystones_that_give_points_come_first(self) -> None:
        points = next_points({**ALL_AT_TEN, 588: (5, 220.0), 587: (7, 260.0)}, SEASON)

        assert [(one["dungeonId"], one["fromLevel"], one["toLevel"]) for one in points] == [
            (588, 5, 6),
            (587, 7, 8),
        ]

    def test_the_weakest_are_to_be_brought_to_what_is_usually_timed(self) -> None:
        points = next_points(
            {**ALL_AT_TEN, 588: (4, 200.0), 587: (9, 290.0)}, SEASON, timed=(4, 9, 10, 10, 13)
        )

        assert [(one["dungeonId"], one["fromLevel"], one["toLevel"]) for one in points] == [
            (588, 4, 10),
            (587, 9, 10),
        ]

    def test_a_dungeon_above_the_usual_level_needs_the_next_one(self) -> None:
        assert {one["toLevel"] for one in next_points(ALL_AT_TEN, SEASON, timed=(8,))} == {11}

    def test_the_gain_is_what_a_run_that_just_makes_its_time_gives(self) -> None:
        best = {**ALL_AT_TEN, 588: (5, 220.0)}

        assert next_points(best, SEASON)[0]["gain"] == 125 + 6 * 15 + 15 - 220

    def test_a_dungeon_never_played_is_cheapest(self) -> None:
        best = {number: told for number, told in ALL_AT_TEN.items() if number != 399}

        cheapest = next_points(best, SEASON)[0]

        assert (cheapest["dungeon"], cheapest["fromLevel"], cheapest["toLevel"]) == (
            "Ruby Life Pools",
            None,
            2,
        )

    def test_a_higher_run_over_time_is_no_step_to_a_lower_one(self) -> None:
        cheapest = next_points({**ALL_AT_TEN, 588: (12, 250.0)}, SEASON)[0]

        assert (cheapest["fromLevel"], cheapest["toLevel"]) == (None, 7)

    def test_without_points_or_runs_or_a_rule_there_is_no_advice(self) -> None:
        assert next_points({588: (10, None)}, SEASON) == []
        assert next_points({}, SEASON) == []
        assert next_points(ALL_AT_TEN, UNKNOWN_SEASON) == []


class TestPointsPart:
    def test_it_names_the_source_of_the_rule(self) -> None:
        part = points_part(SEASON.mythic.rating)

        assert part
        assert "Raider.IO" in part["source"]

    def test_it_says_why_just_that_level(self) -> None:
        part = points_part(SEASON.mythic.rating, timed=(4, 10, 11))

        assert part
        assert part["note"].startswith("+10 is the middle of the levels timed this season.")

    def test_without_a_rule_there_is_none(self) -> None:
        assert points_part(None) is None
