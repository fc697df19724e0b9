"""Tell a guild whose ranks were put into another order from one in which people were promoted. Pure.

Battle.net numbers ranks and does not name them: after the guild master moved a rank up, everybody in it has
another number, and every right that hangs on a number means somebody else. Somebody who is promoted at the
same time stays behind; that makes it no less another order.
"""

from collections import Counter
from collections.abc import Mapping

from webapp.permissions.policy import MASTER

MANY = 3
"""So many who move up together, and are half of their rank or more, were not promoted one by one."""
SOME = 2
Move = tuple[int, int]
"""The rank before and the rank now."""


def reason_to_doubt(stayed: Mapping[int, int], moved: Mapping[Move, int]) -> str | None:
    """Say why the order of ranks may be another one, or None.

    ``stayed`` counts the members who were in the guild before and still are, by their rank before;
    ``moved`` counts those of them who changed, by rank before and rank now. The guild master's own rank
    cannot be moved, so handing the guild over is no new order.
    """
    ours = {move: people for move, people in moved.items() if move[0] != MASTER}
    whole = sorted(move for move, people in ours.items() if people == stayed.get(move[0]))
    if len(whole) > 1:
        return f"everybody of {_ranks(whole)} has another rank at once"
    halves = {move for move, people in ours.items() if 2 * people >= stayed.get(move[0], 0)}
    up = sorted(move for move in halves if move[1] < move[0] and ours[move] >= MANY)
    if up:
        return f"{'everybody' if set(up) <= set(whole) else 'most'} of {_ranks(up)} moved up at once"
    places = _changed_places(ours, halves)
    return f"many of {_ranks(places)} have another rank at once" if places else None


def _changed_places(moved: Mapping[Move, int], halves: set[Move]) -> list[Move]:
    """Return the ranks whose people made room for others from below, unless these are single people."""
    return sorted(
        {
            move
            for up in moved
            for out in moved
            if up[1] < up[0] and out[0] == up[1] and _are_ranks(up, out, moved, halves)
            for move in (up, out)
        }
    )


def _are_ranks(up: Move, out: Move, moved: Mapping[Move, int], halves: set[Move]) -> bool:
    """Say whether those who came up and those who made room are so many that their ranks moved, not they."""
    of_halves = len({up, out} & halves)
    if of_halves == len((up, out)):
        return moved[up] + moved[out] >= MANY
    is_exchange = up == (out[1], out[0])
    return is_exchange and min(moved[up], moved[out]) >= (SOME if of_halves else MANY)


def _ranks(pairs: list[Move]) -> str:
    return " and ".join(f"rank {before} (now {after})" for before, after in pairs)


def count_moves(pairs: list[tuple[int | None, int]]) -> Counter[Move]:
    """Count who went from which rank to which."""
    return Counter((before, after) for before, after in pairs if before is not None and before != after)
