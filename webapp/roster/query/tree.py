"""What a query means: terms joined by and, or and not; and how that is written. Pure."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from webapp.roster.query.vocabulary import Field


class Op(StrEnum):
    """How a member's value compares to what a term says; HAS is a part of a text, or one of some words."""

    HAS = ":"
    IS = "="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Text:
    """A text, or the beginning of one."""

    text: str
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Some of the words that a field knows."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Age:
    """A time back from now, in hours."""

    hours: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known of it."""


Value = Text | Words | Age | Unknown | float | bool


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the text that was typed: where it begins, in letters, and how long it is."""

    offset: int
    length: int

    @property
    def end(self) -> int:
        """Where the part is over."""
        return self.offset + self.length


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Term:
    """What one field of a member has to be; where it was typed makes no difference."""

    field: Field
    op: Op
    value: Value
    span: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Everybody whom its part does not mean."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Whom each of two parts or more means."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """Whom one of two parts or more means."""

    parts: "tuple[Node, ...]"


Node = Term | Not | All | Either


def terms_of(node: Node) -> tuple[Term, ...]:
    """Return every term of a query in the order in which they stand there."""
    match node:
        case Term():
            return (node,)
        case Not(part):
            return terms_of(part)
        case All(parts) | Either(parts):
            return tuple(term for part in parts for term in terms_of(part))


def all_of(parts: list[Node]) -> Node:
    """Join parts by and; one alone stays what it is."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, All) else (part,))]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def either_of(parts: list[Node]) -> Node:
    """Join parts by or; one alone stays what it is."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Either) else (part,))]
    return flat[0] if len(flat) == 1 else Either(tuple(flat))


def opposite(part: Node) -> Node:
    """Return whom a part does not mean."""
    return part.part if isinstance(part, Not) else Not(part)
