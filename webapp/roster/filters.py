"""What a roster address asks for: read from its query string, checked, and written back. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlencode

from webapp.lib.names import LONGEST_NAME
from webapp.roster.choices import (
    ALL_ROWS,
    HIGHEST_PAGE,
    PAGE_SIZES,
    ROLES,
    STATES,
    TROUBLED,
    Alts,
    Direction,
    Seen,
    Sort,
    natural_direction,
)
from webapp.roster.query.faults import BadQuery, Fault
from webapp.roster.query.parser import parsed
from webapp.roster.query.tokens import LONGEST_QUERY
from webapp.web.classes import CLASS_NAMES

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)


PLAIN_PAGE_SIZE: int | None = 50


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A field of the query string that cannot be used, and what would be right."""

    field: str
    given: str
    right: str
    fault: Fault | None = None
    """Of a query: what is wrong with it, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFilter:
    """One view of a roster; the defaults are the plain page."""

    text: str = ""
    roles: tuple[str, ...] = ()
    class_ids: tuple[int, ...] = ()
    rank_ids: tuple[int, ...] = ()
    is_max_level: bool = False
    has_problems: bool = False
    seen: Seen | None = None
    state: str | None = None
    alts: Alts = Alts.EVERYONE
    sort: Sort = Sort.RANK
    direction: Direction = Direction.UP
    page_size: int | None = PLAIN_PAGE_SIZE
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        chosen = (self.text, self.roles, self.class_ids, self.rank_ids, self.seen, self.state)
        return any((*chosen, self.is_max_level, self.has_problems, self.alts is Alts.MAINS))

    def sorted_by(self, column: Sort) -> "RosterFilter":
        """Return the view that a click on a column's head leads to: sorted by it, or turned round."""
        turned = self.direction.other if column is self.sort else natural_direction(column)
        return replace(self, sort=column, direction=turned, page=1)

    def on_page(self, page: int) -> "RosterFilter":
        """Return the same view at another page."""
        return replace(self, page=page)

    def unpaged(self) -> "RosterFilter":
        """Return the view that keeps the same members in the same order, whatever pages they are cut into."""
        return replace(self, alts=Alts.EVERYONE, page_size=PLAIN_PAGE_SIZE, page=1)

    def query(self) -> str:
        """Return the shortest query string that means this view; empty for the plain page."""
        return _query_of(self)


@lru_cache(maxsize=1024)
def _query_of(view: RosterFilter) -> str:
    plain = RosterFilter()
    pairs: list[tuple[str, object]] = [("q", view.text)] if view.text else []
    pairs += [("role", role) for role in view.roles]
    pairs += [("class", class_id) for class_id in view.class_ids]
    pairs += [("rank", rank_id) for rank_id in view.rank_ids]
    pairs += [("level", "max")] if view.is_max_level else []
    pairs += [("audit", "problems")] if view.has_problems else []
    pairs += [(name, value) for name, value in (("seen", view.seen), ("state", view.state)) if value]
    pairs += [("alts", view.alts)] if view.alts is not plain.alts else []
    if view.sort is not plain.sort or view.direction is not plain.direction:
        pairs.append(("sort", view.sort))
    if view.direction is not natural_direction(view.sort):
        pairs.append(("dir", view.direction))
    if view.page_size != plain.page_size:
        pairs.append(("page_size", view.page_size or ALL_ROWS))
    pairs += [("page", view.page)] if view.page > 1 else []
    return urlencode(pairs)


def read_filter(fields: Mapping[str, Sequence[str]]) -> tuple[RosterFilter, tuple[FieldProblem, ...]]:
    """Read a query string; what cannot be used is left out and named as a problem."""
    reader = _Reader(fields)
    sort = reader.one("sort", _choice(Sort), default=Sort.RANK)
    view = RosterFilter(
        text=reader.one("q", _query, default=""),
        roles=reader.many("role", _member(ROLES)),
        class_ids=reader.many("class", _number(CLASS_NAMES)),
        rank_ids=reader.many("rank", _number(range(10))),
        is_max_level=reader.one("level", _member(("max",)), default="") == "max",
        has_problems=reader.one("audit", _member(("problems",)), default="") == "problems",
        seen=reader.one("seen", _choice(Seen), default=None),
        state=reader.one("state", _member((TROUBLED, *STATES)), default=None),
        alts=reader.one("alts", _choice(Alts), default=Alts.EVERYONE),
        sort=sort,
        direction=reader.one("dir", _choice(Direction), default=natural_direction(sort)),
        page_size=reader.one("page_size", _page_size, default=PLAIN_PAGE_SIZE),
        page=reader.one("page", _page_number, default=1),
    )
    return view, tuple(reader.problems)


class _Reader:
    """Collects problems while fields are read; a blank field is one that was not given."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._fields = fields
        self.problems: list[FieldProblem] = []

    def one(self, field: str, read: Callable[[str], Value], *, default: Value) -> Value:
        """Return the last value of a field, or the default."""
        values = self.many(field, read, only_last=True)
        return values[0] if values else default

    def many(self, field: str, read: Callable[[str], Value], *, only_last: bool = False) -> tuple[Value, ...]:
        """Return every usable value of a field once, in the order given."""
        values = [value.strip() for value in self._fields.get(field, ()) if value.strip()]
        found: dict[Value, None] = {}
        for value in values[-1:] if only_last else values:
            try:
                found[read(value)] = None
            except ValueError as error:
                fault = error.fault if isinstance(error, BadQuery) else None
                given = value[: LONGEST_QUERY if fault else LONGEST_NAME]
                self.problems.append(FieldProblem(field, given, str(error), fault))
        return tuple(found)


def _query(value: str) -> str:
    parsed(value)
    return value


def _member(choices: Sequence[str]) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(one_of(choices))
        return value

    return read


def _choice(kind: type[Word]) -> Callable[[str], Word]:
    def read(value: str) -> Word:
        try:
            return kind(value)
        except ValueError as error:
            raise ValueError(one_of([member.value for member in kind])) from error

    return read


def _number(choices: "Sequence[int] | Mapping[int, object]") -> Callable[[str], int]:
    def read(value: str) -> int:
        if not _is_short_number(value) or int(value) not in choices:
            raise ValueError(f"a whole number from {min(choices)} to {max(choices)}")
        return int(value)

    return read


def _page_size(value: str) -> int | None:
    if value == ALL_ROWS:
        return None
    if value not in {str(size) for size in PAGE_SIZES}:
        raise ValueError(one_of([*map(str, PAGE_SIZES), ALL_ROWS]))
    return int(value)


def _page_number(value: str) -> int:
    if not _is_short_number(value) or not 1 <= int(value) <= HIGHEST_PAGE:
        raise ValueError(f"a whole number from 1 to {HIGHEST_PAGE}")
    return int(value)


def _is_short_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= len(str(HIGHEST_PAGE))


def one_of(choices: Sequence[str]) -> str:
    """Return what would be right, where it has to be one of some words."""
    return f"one of {', '.join(choices)}"
