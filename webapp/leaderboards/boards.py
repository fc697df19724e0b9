"""The boards: what each counts, who may see it, and in what order people stand. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.leaderboards.parts import FIRST, After, Part
from webapp.permissions.policy import Tool
from webapp.words import Role

WEEKS_OF_GAIN = 4


class Board(StrEnum):
    """What people are compared by, as addresses call it."""

    RATING = "rating"
    GAIN = "gain"
    KEYS = "keys"
    VAULT = "vault"


TOOLS: Mapping[Board, Tool] = {
    Board.RATING: Tool.ROSTER,
    Board.GAIN: Tool.LAST_SEEN,
    Board.KEYS: Tool.LAST_SEEN,
    Board.VAULT: Tool.GEAR_AUDIT,
}
"""What a board needs: a gain and the week's keys tell that somebody was in the game."""
OF_THE_WEEK = frozenset({Board.KEYS, Board.VAULT})
"""Boards that begin anew at each reset; their figures are lower bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """Somebody who may stand on a board; a figure that nobody knows is None."""

    id: int
    name: str
    realm: str
    realm_name: str
    region: str
    class_id: int | None
    role: Role | None
    rating: float | None = None
    item_level: int | None = None
    item_level_then: int | None = None
    keys: int | None = None
    vault_slots: int | None = None
    is_alt: bool = False
    guild: str | None = None
    guild_path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Somebody at a place; who has the same figure has the same place."""

    place: int
    is_shared: bool
    figure: int
    who: Contender


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The best of ``known`` of the ``number`` who were asked for; ``more`` stand beyond the last line.

    ``after`` is where they begin, None where there are none.
    """

    lines: Sequence[Placed]
    known: int
    number: int
    more: int
    after: After | None = None


def _gain(one: Contender) -> int | None:
    if one.item_level is None or one.item_level_then is None:
        return None
    return one.item_level - one.item_level_then


EXACT: Mapping[Board, Callable[[Contender], float | None]] = {
    Board.RATING: lambda one: one.rating or None,
    Board.GAIN: _gain,
    Board.KEYS: lambda one: one.keys,
    Board.VAULT: lambda one: one.vault_slots,
}
"""The figure that a board orders by. It is shown rounded, and who look alike stand at one place."""


def standings(board: Board, people: Iterable[Contender], part: Part = FIRST) -> Standings:
    """Return a part of the best in their order: equals share a place and stand by name, the next counts them.

    Parts are cut by the exact figure and the row, so that nobody stands in two of them or in none.
    """
    people, after = list(people), part.after
    exact = ((EXACT[board](one), one) for one in people)
    known = [(figure, one) for figure, one in exact if figure is not None]
    known.sort(key=lambda row: (-row[0], row[1].id))
    left = [(figure, one) for figure, one in known if after is None or after.is_before(figure, one.id)]
    places = _places([round(figure) for figure, _ in left], after)
    cut, more = left[: part.limit], max(0, len(left) - part.limit)
    lines = [_placed(round(figure), one, places) for figure, one in cut]
    lines.sort(key=lambda line: (-line.figure, line.who.name, line.who.realm, line.who.id))
    end = _end(*cut[-1], places, part) if more else None
    return Standings(lines=lines, known=len(known), number=len(people), more=more, after=end)


def _placed(figure: int, one: Contender, places: Mapping[int, tuple[int, bool]]) -> Placed:
    place, is_shared = places[figure]
    return Placed(place=place, is_shared=is_shared, figure=figure, who=one)


def _places(shown: Sequence[int], after: After | None) -> Mapping[int, tuple[int, bool]]:
    """Return the place of each figure, and whether others have it too; those before are told by ``after``."""
    done = 0 if after is None else after.number
    above = {} if after is None else {round(after.exact): after.place}
    first = dict(above)
    for number, figure in enumerate(shown, done + 1):
        first.setdefault(figure, number)
    return {
        figure: (first[figure], number > 1 or figure in above) for figure, number in Counter(shown).items()
    }


def _end(exact: float, last: Contender, places: Mapping[int, tuple[int, bool]], part: Part) -> After:
    """Return where the next part begins."""
    done = 0 if part.after is None else part.after.number
    return After(exact=exact, id=last.id, place=places[round(exact)][0], number=done + part.limit)
