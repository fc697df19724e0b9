"""Who was a member at a moment: today's members with every later event taken back. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.words import EventKind

TURNS = {
    EventKind.LEFT: 1,
    EventKind.DELETED: 1,
    EventKind.JOINED: -1,
    EventKind.RETURNED: -1,
}
"""What taking an event back adds to the number of members."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A member as the roster has it now; who left keeps the last rank and name."""

    character_id: int
    name: str
    rank: int
    left_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a roster told of somebody."""

    character_id: int
    kind: EventKind
    before: Any = None


@dataclass(slots=True, kw_only=True)
class Was:
    """A member at a moment; a rank that nothing tells is None."""

    name: str
    rank: int | None
    is_member: bool


def members_at(known: Iterable[Known], later: Iterable[Told], moment: datetime) -> dict[int, Was]:
    """Return who was a member; ``later`` is everything told after the moment, the newest first."""
    found = {
        one.character_id: Was(
            name=one.name, rank=one.rank, is_member=one.left_at is None or one.left_at > moment
        )
        for one in known
    }
    for event in later:
        if (was := found.get(event.character_id)) is not None:
            _take_back(was, event)
    return {number: was for number, was in found.items() if was.is_member}


def unnamed_members(later: Mapping[EventKind, int]) -> int:
    """Return how many members nothing names any more, at least, by the later events of nobody."""
    return max(0, sum(TURNS.get(kind, 0) * number for kind, number in later.items()))


def _take_back(was: Was, event: Told) -> None:
    before = event.before if isinstance(event.before, Mapping) else {}
    rank, name = before.get("rank"), before.get("name")
    match event.kind:
        case EventKind.LEFT:
            was.is_member, was.rank = True, rank if isinstance(rank, int) else was.rank
        case EventKind.JOINED | EventKind.RETURNED:
            was.is_member, was.rank = False, None
        case EventKind.RANK_CHANGED:
            was.rank = rank if isinstance(rank, int) else None
        case EventKind.RENAMED if isinstance(name, str):
            was.name = name
        case _:
            pass
