"""Tell a guild whose ranks were put into another order from one in which people were promoted. Pure.

Battle.net numbers ranks and does not name them: after the guild master moved a rank up, everybody in it has
another number, and every right that hangs on a number means somebody else.
"""

from collections import Counter
from collections.abc import Mapping

from webapp.permissions.policy import MASTER

MANY = 3
"""So many who move up together, with nobody of their rank left behind, were not promoted one by one."""


def reason_to_doubt(stayed: Mapping[int, int], moved: Mapping[tuple[int, int], int]) -> str | None:
    """Say why the order of ranks may be another one, or None.

    ``stayed`` counts the members who were in the guild before and still are, by their rank before;
    ``moved`` counts those of them who changed, by rank before and rank now. The guild master's own rank
    cannot be moved, so handing the guild over is no new order.
    """
    whole = sorted(
        (before, after)
        for (before, after), people in moved.items()
        if before != MASTER and people == stayed.get(before)
    )
    if len(whole) > 1:
        return f"everybody of {_ranks(whole)} has another rank at once"
    up = [(before, after) for before, after in whole if after < before and moved[before, after] >= MANY]
    return f"everybody of {_ranks(up)} moved up at once" if up else None


def _ranks(pairs: list[tuple[int, int]]) -> str:
    return " and ".join(f"rank {before} (now {after})" for before, after in pairs)


def count_moves(pairs: list[tuple[int | None, int]]) -> Counter[tuple[int, int]]:
    """Count who went from which rank to which."""
    return Counter((before, after) for before, after in pairs if before is not None and before != after)
