"""Write a tree as a query that means it: the way in which it is stored, and shown as understood. Pure."""

import re

from webapp.roster.query.tree import Age, All, Either, Node, Not, Op, Term, Text, Unknown, Words
from webapp.roster.query.vocabulary import ALONE, RESERVED, UNKNOWN, Field

_PLAIN = re.compile(r"[^\s()<>=!≤≥≠:\"“”„*-][^\s()<>=!≤≥≠:\"“”„*]*")
"""A text that needs no quotes."""


def written(node: Node) -> str:
    """Return the query of a tree; reading it gives the tree."""
    match node:
        case Term():
            return _term(node)
        case Not(part):
            return f"-{_part(part)}"
        case All(parts):
            return " ".join(
                f"({written(part)})" if isinstance(part, Either) else written(part) for part in parts
            )
        case Either(parts):
            return " or ".join(written(part) for part in parts)


def _part(part: Node) -> str:
    return written(part) if isinstance(part, Term) else f"({written(part)})"


def _term(term: Term) -> str:
    if term.value is True and term.field in ALONE.values():
        return term.field.value
    if term.field is Field.NAME and term.op is Op.HAS:
        return _value(term)
    if term.field is Field.NOTE and isinstance(term.value, Text):
        return f'{term.field}{term.op}"{term.value.text}"'
    return f"{term.field}{term.op}{_value(term)}"


def _value(term: Term) -> str:
    match term.value:
        case Text(text, is_beginning):
            return f"{text}*" if is_beginning else _quoted(text)
        case Words(words):
            return ",".join(words)
        case Age(hours):
            return f"{hours // 24}d" if hours % 24 == 0 else f"{hours}h"
        case Unknown():
            return UNKNOWN
        case bool() as is_so:
            return "yes" if is_so else "no"
        case number:
            return f"{number:.2f}".rstrip("0").rstrip(".")


def _quoted(text: str) -> str:
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in RESERVED
    return text if is_plain else f'"{text}"'
