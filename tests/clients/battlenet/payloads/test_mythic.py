"""Mythic+ ratings and runs, whole and with pieces missing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.clients.battlenet.payloads.answers import MYTHIC_PROFILE, MYTHIC_SEASON, RUN
from tests.clients.battlenet.payloads.documents import changed, each_harm, emptied, json_of, path_of
from webapp.clients.battlenet import BadPayload
from webapp.clients.battlenet.payloads.mythic import (
    MythicProfile,
    MythicRun,
    MythicSeason,
    Rating,
    parse_mythic_profile,
    parse_mythic_season,
)

ORANGE = (255, 128, 0)
BAKERY = MythicRun(
    dungeon_id=601,
    dungeon_name="Drowned Bakery",
    level=12,
    completed_at=datetime(2026, 8, 15, 13, 20, tzinfo=UTC),
    duration=timedelta(minutes=29, seconds=10, milliseconds=250),
    is_timed=True,
    affix_ids=(9, 148),
    rating=Rating(value=151.25, color=ORANGE),
    map_rating=Rating(value=302.5, color=ORANGE),
)
PROFILE = MythicProfile(
    rating=Rating(value=2481.6, color=ORANGE),
    current_period_id=1077,
    season_ids=(0, 9, 13),
    best_runs=(BAKERY,),
)


def best_run(place: str, value: object) -> MythicRun:
    """Read the season's run with another value at one place."""
    (run,) = parse_mythic_season(changed(MYTHIC_SEASON, f"best_runs.0.{place}", value)).best_runs
    return run


class TestParseMythicProfile:
    def test_a_whole_profile_is_read_with_its_seasons_sorted(self) -> None:
        assert parse_mythic_profile(json_of(MYTHIC_PROFILE)) == PROFILE

    def test_one_who_never_ran_has_nothing(self) -> None:
        nothing = MythicProfile(rating=None, current_period_id=None, season_ids=(), best_runs=())

        assert parse_mythic_profile(json_of({})) == nothing

    @each_harm
    def test_a_week_without_runs_has_none(self, harm: object) -> None:
        profile = parse_mythic_profile(changed(MYTHIC_PROFILE, "current_period.best_runs", harm))

        assert profile == replace(PROFILE, best_runs=())

    @each_harm
    def test_one_who_has_not_run_yet_has_no_week(self, harm: object) -> None:
        profile = parse_mythic_profile(changed(MYTHIC_PROFILE, "current_period", harm))

        assert profile == replace(PROFILE, current_period_id=None, best_runs=())

    @each_harm
    @pytest.mark.parametrize(
        ("place", "field", "empty"),
        [
            ("current_mythic_rating", "rating", None),
            ("current_mythic_rating.rating", "rating", None),
            ("current_period.period", "current_period_id", None),
            ("seasons", "season_ids", ()),
        ],
    )
    def test_what_is_not_there_is_not_known(
        self, place: str, field: str, empty: object, harm: object
    ) -> None:
        expected = emptied(PROFILE, field, to=empty)

        assert parse_mythic_profile(changed(MYTHIC_PROFILE, place, harm)) == expected

    @each_harm
    def test_a_season_without_an_id_is_refused(self, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_mythic_profile(changed(MYTHIC_PROFILE, "seasons.1.id", harm))

        assert error.value.field == "$.seasons[1].id"


class TestParseMythicSeason:
    def test_a_whole_season_is_read(self) -> None:
        expected = MythicSeason(season_id=13, rating=PROFILE.rating, best_runs=(BAKERY,))

        assert parse_mythic_season(json_of(MYTHIC_SEASON)) == expected

    def test_season_zero_is_a_season(self) -> None:
        assert parse_mythic_season(json_of({"season": {"id": 0}})).season_id == 0

    @each_harm
    @pytest.mark.parametrize("place", ["season", "season.id"])
    def test_a_season_that_does_not_say_which_is_refused(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            parse_mythic_season(changed(MYTHIC_SEASON, place, harm))

        assert error.value.field == path_of(place)

    def test_a_dungeon_may_be_there_twice_timed_and_not(self) -> None:
        late = RUN | {"keystone_level": 13, "is_completed_within_time": False}

        season = parse_mythic_season(changed(MYTHIC_SEASON, "best_runs", [RUN, late]))

        assert season.best_runs == (BAKERY, replace(BAKERY, level=13, is_timed=False))

    def test_more_runs_than_there_can_be_are_refused(self) -> None:
        with pytest.raises(BadPayload) as error:
            parse_mythic_season(changed(MYTHIC_SEASON, "best_runs", [RUN] * 501))

        assert error.value.field == "$.best_runs"


class TestRun:
    @each_harm
    @pytest.mark.parametrize("place", ["dungeon", "dungeon.id", "keystone_level", "completed_timestamp"])
    def test_dungeon_level_and_time_are_required(self, place: str, harm: object) -> None:
        with pytest.raises(BadPayload) as error:
            best_run(place, harm)

        assert error.value.field == path_of(f"best_runs.0.{place}")

    @each_harm
    @pytest.mark.parametrize(
        ("place", "field", "empty"),
        [
            ("dungeon.name", "dungeon_name", None),
            ("duration", "duration", None),
            ("is_completed_within_time", "is_timed", False),
            ("keystone_affixes", "affix_ids", ()),
            ("mythic_rating", "rating", None),
            ("map_rating", "map_rating", None),
        ],
    )
    def test_older_patches_say_less(self, place: str, field: str, empty: object, harm: object) -> None:
        assert best_run(place, harm) == emptied(BAKERY, field, to=empty)

    @pytest.mark.parametrize("duration", [10**9 + 1, -(10**9) - 1, 2**62])
    def test_a_duration_of_weeks_is_none(self, duration: int) -> None:
        assert best_run("duration", duration).duration is None

    def test_a_duration_of_eleven_days_is_one(self) -> None:
        assert best_run("duration", 10**9).duration == timedelta(milliseconds=10**9)

    def test_affixes_without_an_id_are_left_out(self) -> None:
        assert best_run("keystone_affixes", [{"id": 9}, {}, {"id": "10"}]).affix_ids == (9,)


class TestRating:
    @pytest.mark.parametrize(("sent", "value"), [(0, 0.0), (151, 151.0), (0.5, 0.5)])
    def test_a_rating_is_a_number_with_or_without_a_fraction(self, sent: float, value: float) -> None:
        rating = best_run("mythic_rating.rating", sent).rating

        assert rating == Rating(value=value, color=ORANGE)

    @pytest.mark.parametrize("sent", ["151", True, 1e300])
    def test_a_rating_that_is_no_number_is_none(self, sent: object) -> None:
        assert best_run("mythic_rating.rating", sent).rating is None

    @pytest.mark.parametrize(
        "color", [None, [], {}, {"r": 1, "g": 2}, {"r": 1, "g": 2, "b": 256}, {"r": -1, "g": 2, "b": 3}]
    )
    def test_a_colour_that_is_none_leaves_the_rating(self, color: object) -> None:
        assert best_run("mythic_rating.color", color).rating == Rating(value=151.25, color=None)
