"""Share the parts of a page out to two columns, so that neither ends far above the other. Pure."""

from collections.abc import Mapping, Sequence

from webapp.characters.progress_page import MythicView, RaidsView

LEFT, RIGHT = ("mythic",), ("raids", "logs", "nothing")
MOVABLE = ("talents", "professions")


def columns_of(heights: Mapping[str, int]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the parts of each column, by their heights in lines; a part without height is not there."""
    left, right = list(LEFT), list(RIGHT)
    for part in MOVABLE:
        shorter = min(left, right, key=lambda column: sum(heights[one] for one in column))
        shorter.append(part)
    return [one for one in left if heights[one]], [one for one in right if heights[one]]


def lines_of_mythic(mythic: MythicView | None) -> int:
    """Return about how many lines Mythic+ takes, headings and edges counted."""
    if mythic is None:
        return 0
    runs = len(mythic.best) + 1 if mythic.is_played else 0
    advice = len(mythic.next_points) + 2 if mythic.next_points else 0
    return 6 + runs + advice + max(len(mythic.week), 1)


def lines_of_raids(raids: RaidsView | None) -> int:
    """Return about how many lines raids take: a raid without a kill is one sentence."""
    if raids is None:
        return 0
    return 5 + sum(len(raid.bosses) + 2 if raid.is_touched else 2 for raid in raids.raids)
