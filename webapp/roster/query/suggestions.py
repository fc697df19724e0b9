"""How a query could go on: the fields that begin like its end, or the values of the field there. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from webapp.roster.query.tokens import LONGEST_QUERY, QUOTES
from webapp.roster.query.vocabulary import (
    FIELDS,
    KNOWN,
    STATE_WORDS,
    Field,
    Kind,
    field_named,
    spelled,
)

MOST = 12
"""Suggestions at the same time, but for all fields where nothing is typed yet."""
_END = re.compile(rf"(?:^|[\s(])-?([^\s(){QUOTES}]*)$")
_TERM = re.compile(r"([^:<>=!≤≥≠]+)([:<>=!≤≥≠]+)(.*)", re.DOTALL)
_SIGN = {Kind.NUMBER: ">=", Kind.AGE: "<"}
AGES = ("1d", "7d", "14d", "30d", "60d")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the end of a query could become, what it means, and the whole query then."""

    label: str
    words: str
    query: str


def suggestions(typed: str, fields: Collection[Field], states: Collection[str]) -> Sequence[Suggestion]:
    """Return how a query could go on that stays within what is open; nothing inside quotes."""
    found = _END.search(typed[-LONGEST_QUERY:])
    if found is None or sum(typed.count(quote) for quote in QUOTES) % 2:
        return ()
    tail, head = found[1], typed[: len(typed) - len(found[1])]
    term = _TERM.fullmatch(tail)
    if term is None:
        named = _fields(tail, head, fields)
        return [*named] if not tail else [*named][:MOST]
    field = field_named(term[1])
    if field is None or field not in fields:
        return ()
    return [*_values(field, term[3], head + term[1] + term[2], states)][:MOST]


def _fields(tail: str, head: str, fields: Collection[Field]) -> Iterator[Suggestion]:
    begin = spelled(tail)
    for field, about in FIELDS.items():
        if field in fields and (not tail or (begin and spelled(field).startswith(begin))):
            label = field.value + ("" if field is Field.ALT else _SIGN.get(about.kind, ":"))
            yield Suggestion(label, about.words, head + label)


def _values(field: Field, tail: str, head: str, states: Collection[str]) -> Iterator[Suggestion]:
    """Yield the values of a field that begin as typed; those before a comma stay."""
    before, comma, begin = tail.rpartition(",")
    key, kept = spelled(begin), head + before + comma
    for value in _all_values(field, states):
        if spelled(value).startswith(key) and value != begin:
            yield Suggestion(value, FIELDS[field].words, f"{kept}{value} ")


def _all_values(field: Field, states: Collection[str]) -> Sequence[str]:
    about = FIELDS[field]
    if field is Field.STATE:
        return [word for word, state in STATE_WORDS.items() if state in states]
    match about.kind:
        case Kind.WORD:
            return KNOWN[field]
        case Kind.YES_NO | Kind.NOTE:
            return ("yes", "no")
        case Kind.AGE:
            return AGES
        case Kind.NUMBER:
            return [str(number) for number in range(about.most + 1)] if about.most < MOST else ()
        case Kind.TEXT:
            return ()
