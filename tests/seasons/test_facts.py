"""Tests of what season facts can say by themselves."""

import pytest

from webapp.seasons.facts import NOBODY_KNOWS, UNKNOWN_SEASON, RatingRule

RULE = RatingRule(
    origin=NOBODY_KNOWS,
    base=125,
    per_level=15,
    affix_bonus=15,
    affix_levels=(4, 7, 10, 12),
    time_bonus=15,
    time_share=0.4,
)


class TestRatingRule:
    @pytest.mark.parametrize(("level", "points"), [(2, 155), (4, 200), (10, 320), (12, 365)])
    def test_every_affix_reached_adds_its_bonus(self, level: int, points: float) -> None:
        assert RULE.least(level) == points

    @pytest.mark.parametrize(("points", "level"), [(0, 2), (155, 3), (154.9, 2), (365, 13), (1_000, 55)])
    def test_the_lowest_level_that_is_worth_more_is_found(self, points: float, level: int) -> None:
        assert RULE.lowest_level(points) == level
        assert RULE.least(level) > points


class TestUnknownSeason:
    def test_nothing_of_it_can_be_graded(self) -> None:
        season = UNKNOWN_SEASON

        assert not season.is_known
        assert [season.enchants.slots, season.raids, season.tier.set_ids] == [(), (), frozenset()]
