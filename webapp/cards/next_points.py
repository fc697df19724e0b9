"""Find where Mythic+ rating is cheapest to raise. Pure.

A run in time is worth a base, an amount per level, a bonus for each affix level reached, and up to a bonus
more for time left; the season's file has the figures and their source. What is promised here is the least:
the worth of a run that ends with its par time, minus the points that the dungeon has already.
"""

from collections.abc import Mapping

from webapp.cards.card_part import Part
from webapp.cards.card_progress import NextPoints
from webapp.seasons.facts import Dungeon, RatingRule, SeasonFacts
from webapp.words import Certainty

CHEAPEST = 2


def next_points(best: Mapping[int, tuple[int, float | None]], season: SeasonFacts) -> list[NextPoints]:
    """Return the dungeons with the lowest keystone that raises the rating, most points first among equals.

    ``best`` has the level and the points of each played dungeon; without a rule or a run there is no advice.
    """
    rule, dungeons = season.mythic.rating, season.mythic.dungeons
    if rule is None or not best or any(points is None for _, points in best.values()):
        return []
    steps = [_step(dungeon, best.get(dungeon.id, (0, None)), rule) for dungeon in dungeons]
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


def _step(dungeon: Dungeon, best: tuple[int, float | None], rule: RatingRule) -> NextPoints:
    """Return the lowest level worth more than the dungeon has; a higher one over time leads nowhere."""
    has = best[1] or 0.0
    level = rule.lowest_level(has)
    return {
        "dungeonId": dungeon.id,
        "dungeon": dungeon.name,
        "fromLevel": best[0] if 0 < best[0] < level else None,
        "toLevel": level,
        "gain": round(rule.least(level) - has, 1),
    }
