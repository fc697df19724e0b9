"""Find where Mythic+ rating is cheapest to raise. Pure.

A run in time is worth a base, an amount per level, a bonus for each affix level reached, and up to a bonus
more for time left; the season's file has the figures and their source. What is promised here is the least:
the worth of a run that ends with its par time, minus the points that the dungeon has already.
"""

from collections.abc import Mapping

from webapp.cards.card_part import Part
from webapp.cards.card_progress import NextPoints
from webapp.seasons.facts import LOWEST_KEYSTONE, Dungeon, RatingRule, SeasonFacts
from webapp.words import Certainty

CHEAPEST = 2


def next_points(points: Mapping[int, float | None], season: SeasonFacts) -> list[NextPoints]:
    """Return the dungeons with the lowest keystone that raises the rating, most points first among equals.

    ``points`` are those that each played dungeon has; without a rule, or without any run, there is no advice.
    """
    rule, dungeons = season.mythic.rating, season.mythic.dungeons
    if rule is None or not points or any(number is None for number in points.values()):
        return []
    steps = [_step(dungeon, points.get(dungeon.id), rule) for dungeon in dungeons]
    return sorted(steps, key=lambda step: (step["toLevel"], -(step["gain"] or 0)))[:CHEAPEST]


def points_part(rule: RatingRule | None) -> Part | None:
    """Return where the advice comes from."""
    if rule is None:
        return None
    return Part(
        source=rule.origin.source,
        asOf=None,
        certainty=Certainty.INFERRED.value,
        note=f"Points of a run that just makes its time; a faster one gives up to {rule.time_bonus:g} more.",
    )


def _step(dungeon: Dungeon, points: float | None, rule: RatingRule) -> NextPoints:
    """Return the lowest level that is worth more than the dungeon has."""
    has = points or 0.0
    level = rule.lowest_level(has)
    return {
        "dungeonId": dungeon.id,
        "dungeon": dungeon.name,
        "fromLevel": None if points is None else max(LOWEST_KEYSTONE, level - 1),
        "toLevel": level,
        "gain": round(rule.least(level) - has, 1),
    }
