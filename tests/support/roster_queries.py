"""Queries of the roster, made up: every field, every operator, any way to join them, and typing mistakes."""

from hypothesis import strategies as st

from webapp.roster.query.faults import BadQuery, Fault
from webapp.roster.query.parser import parsed
from webapp.roster.query.tree import (
    Age,
    Node,
    Not,
    Op,
    Term,
    Text,
    Unknown,
    Words,
    all_of,
    either_of,
    opposite,
)
from webapp.roster.query.vocabulary import FIELDS, KNOWN, Field, Kind

ORDERED = [Op.BELOW, Op.AT_MOST, Op.ABOVE, Op.AT_LEAST]
NAMES = [
    "a",
    "jai",
    "Ñandú",
    "nandu",
    "Thrall",
    "silvermoon",
    "argent dawn",
    "and",
    "alt",
    "-x",
    "100%_",
    "o'x",
    "a*b",
]
SIGNS = [*"()-*:<>=!\"“, '", " and ", " or ", " not ", "\x00", "é", "class:", "ilvl>", "seen<", '"']


def _texts(field: Field) -> st.SearchStrategy[Node]:
    beginnings = st.sampled_from(["a", "jai", "Ñan"]).map(
        lambda text: Term(field, Op.HAS, Text(text, is_beginning=True))
    )
    texts = st.sampled_from(NAMES).map(Text)
    return beginnings | st.builds(Term, st.just(field), st.sampled_from([Op.HAS, Op.IS]), texts)


def _numbers(field: Field) -> st.SearchStrategy[Node]:
    about = FIELDS[field]
    near = [0, 1, 2, 3, 4, 9, 80, 90, 99.5, 600, 2500.5, 3000]
    can_be = [float(one) for one in near if one <= about.most and (one == int(one) or not about.is_whole)]
    values = st.sampled_from(can_be)
    return st.builds(Term, st.just(field), st.sampled_from([*ORDERED, Op.IS]), values)


def _words(field: Field) -> st.SearchStrategy[Node]:
    some = st.sets(st.sampled_from(KNOWN[field]), min_size=1, max_size=3)
    ordered = some.map(lambda found: Words(tuple(word for word in KNOWN[field] if word in found)))
    return st.builds(Term, st.just(field), st.just(Op.HAS), ordered)


def terms(field: Field) -> st.SearchStrategy[Node]:
    """Return terms of one field."""
    about = FIELDS[field]
    match about.kind:
        case Kind.TEXT:
            made = _texts(field)
        case Kind.NUMBER:
            made = _numbers(field)
        case Kind.WORD:
            made = _words(field)
        case Kind.AGE:
            ages = st.sampled_from([1, 24, 72, 168, 336, 720]).map(Age)
            made = st.builds(Term, st.just(field), st.sampled_from(ORDERED), ages)
        case Kind.YES_NO:
            made = st.builds(Term, st.just(field), st.just(Op.HAS), st.booleans())
        case Kind.NOTE:
            words = st.sampled_from(["late", "trial or not", "yes"]).map(Text)
            made = st.builds(Term, st.just(field), st.just(Op.HAS), st.booleans() | words)
    if about.can_be_unknown and about.kind in {Kind.NUMBER, Kind.AGE}:
        return made | st.just(Term(field, Op.IS, Unknown()))
    return made


def _joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=3)
    return several.map(all_of) | several.map(either_of) | parts.map(opposite)


leaves: st.SearchStrategy[Node] = st.sampled_from(Field).flatmap(terms)
nodes: st.SearchStrategy[Node] = st.recursive(leaves, _joined, max_leaves=6)
"""Trees that can be written as queries."""


def is_shallow(node: Node, depth: int = 0) -> bool:
    """Say whether a tree stays within the depth that the language has."""
    deepest = 3
    parts = (node.part,) if isinstance(node, Not) else getattr(node, "parts", ())
    return depth <= deepest and all(is_shallow(part, depth + 1) for part in parts)


def fault_of(query: str) -> Fault | None:
    """Return what is said about a query; None of one that can be read."""
    try:
        parsed(query)
    except BadQuery as bad:
        return bad.fault
    return None
