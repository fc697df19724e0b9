"""How a guild divides by rank, class and role: one pass over its members, folded here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import SQLColumnExpression, String, type_coerce

from webapp.members.mains import Kin
from webapp.members.reading import KIN
from webapp.models import Character, GuildMember
from webapp.roster.choices import UNKNOWN_ROLE
from webapp.roster.member_facts import ROLE


class CensusLine(NamedTuple):
    """What is counted about one member."""

    rank: int
    class_id: int | None
    role: str | None
    item_level: int | None
    id: int
    user_id: int | None
    main_id: int | None
    main_set_by: str | None


@dataclass(slots=True)
class Census:
    """Counts over a whole guild; ``item_levels`` holds the known ones."""

    ranks: Counter[int] = field(default_factory=Counter)
    classes: Counter[int] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    item_levels: list[int] = field(default_factory=list)
    kin: Sequence[Kin] = ()
    """Who is whose, where anybody said anything about mains."""


def columns() -> Sequence[SQLColumnExpression[Any]]:
    """Return the columns of a ``CensusLine``."""
    return (
        GuildMember.rank,
        Character.class_id,
        type_coerce(ROLE, String),
        Character.equipped_item_level,
        *KIN,
    )


def census_of(lines: Sequence[Sequence[Any]]) -> Census:
    """Count members; a line has the fields of ``CensusLine``."""
    columns = zip(*lines, strict=True) if lines else ((),) * len(CensusLine._fields)
    ranks, classes, roles, levels, *kin = columns
    return Census(
        ranks=Counter(ranks),
        classes=Counter(class_id for class_id in classes if class_id is not None),
        roles=Counter(role or UNKNOWN_ROLE for role in roles),
        item_levels=[level for level in levels if level is not None],
        kin=[*map(Kin, *kin)] if any(map(any, kin[2:])) else (),
    )
