"""The boards: what each counts, who may see it, and in what order people stand. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from webapp.permissions.policy import Tool
from webapp.words import Role

MOST_PLACES = 100
"""So many lines a board has; who stands beyond it is counted."""
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
    """The best of ``known`` of the ``number`` who were asked for; ``more`` stand beyond the last line."""

    lines: Sequence[Placed]
    known: int
    number: int
    more: int


def _rating(one: Contender) -> int | None:
    return round(one.rating) if one.rating else None


def _gain(one: Contender) -> int | None:
    if one.item_level is None or one.item_level_then is None:
        return None
    return one.item_level - one.item_level_then


FIGURES: Mapping[Board, Callable[[Contender], int | None]] = {
    Board.RATING: _rating,
    Board.GAIN: _gain,
    Board.KEYS: lambda one: one.keys,
    Board.VAULT: lambda one: one.vault_slots,
}
"""The figure that a board shows, as it is shown: who look alike stand at one place."""


def standings(board: Board, people: Iterable[Contender]) -> Standings:
    """Return the best in their order: equals share a place and stand by name, the next place counts them."""
    people = list(people)
    figures = ((FIGURES[board](one), one) for one in people)
    known = [(figure, one) for figure, one in figures if figure is not None]
    known.sort(key=lambda row: (-row[0], row[1].name, row[1].realm, row[1].id))
    values = [figure for figure, _ in known]
    places: dict[int, int] = {}
    for number, figure in enumerate(values, 1):
        places.setdefault(figure, number)
    shared = {one for one, after in pairwise(values) if one == after}
    lines = [
        Placed(place=places[figure], is_shared=figure in shared, figure=figure, who=one)
        for figure, one in known[:MOST_PLACES]
    ]
    return Standings(lines=lines, known=len(known), number=len(people), more=max(0, len(known) - MOST_PLACES))
