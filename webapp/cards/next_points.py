"""Find where Mythic+ rating is cheapest to raise. Pure.

A run in time is worth a base, an amount per level, a bonus for each affix level reached, and up to a bonus
more for time left; the season's file has the figures and their source. What is promised here is the least:
the worth of a run that ends with its par time, minus the points that the dungeon has already.
"""

from collections.abc import Mapping, Sequence
from statistics import median_low

from webapp.cards.card_part import Part
from webapp.cards.card_progress import NextPoints
from webapp.seasons.facts import Dungeon, RatingRule, SeasonFacts
from webapp.words import Certainty

CHEAPEST = 2


def next_points(
    best: Mapping[int, tuple[int, float | None]], season: SeasonFacts, *, timed: Sequence[int] = ()
) -> list[NextPoints]:
    """Return the dungeons that give most points for a keystone such as the person times anyway.

    ``best`` has the level and the points of each played dungeon, ``timed`` the levels of the best runs in
    time. A dungeon that has as much already needs the next keystone above; without a rule or a run there is
    no advice.
    """
    rule, dungeons = season.mythic.rating, season.mythic.dungeons
    if rule is None or not best or any(points is None for _, points in best.values()):
        return []
    usual = usual_level(timed)
    steps = [_step(dungeon, best.get(dungeon.id, (0, None)), rule, usual) for dungeon in dungeons]
    return sorted(steps, key=lambda step: (step["toLevel"], -(step["gain"] or 0)))[:CHEAPEST]


def usual_level(timed: Sequence[int]) -> int:
    """Return the level in the middle of those that were timed, the lower one of two; 0 without any."""
    return median_low(timed) if timed else 0


def points_part(rule: RatingRule | None, *, timed: Sequence[int] = ()) -> Part | None:
    """Return where the advice comes from, and why just these levels."""
    if rule is None:
        return None
    usual, least = usual_level(timed), "Points of a run that just makes its time"
    why = f"+{usual} is the middle of the levels timed this season. " if usual else ""
    return Part(
        source=rule.origin.source,
        asOf=None,
        certainty=Certainty.INFERRED.value,
        note=f"{why}{least}; a faster one gives up to {rule.time_bonus:g} more.",
    )


def _step(dungeon: Dungeon, best: tuple[int, float | None], rule: RatingRule, usual: int) -> NextPoints:
    """Return the usual level, or the lowest one above it that is worth more than the dungeon has.

    A higher one over time leads nowhere.
    """
    has = best[1] or 0.0
    level = max(rule.lowest_level(has), usual)
    return {
        "dungeonId": dungeon.id,
        "dungeon": dungeon.name,
        "fromLevel": best[0] if 0 < best[0] < level else None,
        "toLevel": level,
        "gain": round(rule.least(level) - has, 1),
    }
