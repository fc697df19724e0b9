"""Turn a query into SQL over stored scalars; every value is bound, and no condition is ever NULL."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
)

from webapp.freshness.state_column import CODES
from webapp.freshness.states import FreshnessState
from webapp.models import Character, GuildMember, MemberEvent
from webapp.models.columns import UtcDateTime
from webapp.roster.member_facts import FILLED_SLOTS, ROLE
from webapp.roster.moment import state_code
from webapp.roster.query.problem_patterns import patterns_of
from webapp.roster.query.tree import Age, All, Either, Node, Not, Op, Term, Text, Unknown, Words, terms_of
from webapp.roster.query.vocabulary import (
    CHEAP,
    CLASS_IDS,
    FINE,
    MISSING,
    RAID_LETTERS,
    ROLE_WORDS,
    SPEC_IDS,
    STATE_WORDS,
    UNKNOWN,
    Field,
)
from webapp.words import EventKind

Column = SQLColumnExpression[Any]
_CAME = exists().where(
    MemberEvent.character_id == GuildMember.character_id,
    MemberEvent.guild_id == GuildMember.guild_id,
    MemberEvent.kind.in_((EventKind.JOINED, EventKind.RETURNED)),
)
"""Whether a later roster told that somebody joined: of whom the first one lists that is not known."""
_STORED: Mapping[Field, Column] = {
    Field.RANK: GuildMember.rank,
    Field.LEVEL: Character.level,
    Field.ITEM_LEVEL: Character.equipped_item_level,
    Field.RATING: Character.mythic_rating,
    Field.PROBLEMS: Character.problem_count,
    Field.MISSING: Character.missing_count,
    Field.TIER: Character.tier_pieces,
    Field.VAULT: FILLED_SLOTS,
    Field.LOG: Character.best_log,
    Field.SEEN: Character.last_login_at,
    Field.JOINED: case((_CAME, GuildMember.joined_at)),
}
_LISTED: Mapping[Field, tuple[Column, Callable[[str], Sequence[object]]]] = {
    Field.CLASS: (Character.class_id, lambda word: (CLASS_IDS[word],)),
    Field.SPEC: (Character.spec_id, lambda word: SPEC_IDS[word]),
    Field.ROLE: (ROLE, lambda word: ROLE_WORDS[word]),
}
_COMPARED: Mapping[Op, Callable[[Any, Any], ColumnElement[bool]]] = {
    Op.IS: operator.eq,
    Op.BELOW: operator.lt,
    Op.AT_MOST: operator.le,
    Op.ABOVE: operator.gt,
    Op.AT_LEAST: operator.ge,
}
_EARLIER: Mapping[Op, Op] = {
    Op.BELOW: Op.ABOVE,
    Op.AT_MOST: Op.AT_LEAST,
    Op.ABOVE: Op.BELOW,
    Op.AT_LEAST: Op.AT_MOST,
}
"""The longer ago, the earlier."""
FRESH = tuple(CODES[state] for state in (FreshnessState.FRESH, FreshnessState.NOT_SEEN_THIS_WEEK))
LOOKED_UP = frozenset({Field.NAME, Field.REALM, Field.ALT, Field.NOTE})
"""What a database cannot answer: how people spell names, whose alt who is, whose notes one sees."""


def condition_of(tree: Node) -> ColumnElement[bool]:
    """Say which members a query means; its parameters are those of ``query_parameters``."""
    names = {term: key for key, term in looked_up(tree).items()}
    return _condition(tree, names)


def looked_up(tree: Node) -> dict[str, Term]:
    """Return the terms that are answered before, each under the name of its parameter."""
    found = dict.fromkeys(_as_meant(term) for term in terms_of(tree) if term.field in LOOKED_UP)
    return {f"meant_{place}": term for place, term in enumerate(found)}


def since(hours: int) -> str:
    """Return the name of the parameter with the moment so many hours ago."""
    return f"since_{hours}_hours"


def _condition(node: Node, names: Mapping[Term, str]) -> ColumnElement[bool]:
    match node:
        case Not(part):
            return not_(_condition(part, names))
        case All(parts):
            return and_(*(_condition(part, names) for part in parts))
        case Either(parts):
            return or_(*(_condition(part, names) for part in parts))
        case Term():
            return _term(node, names)


def _term(term: Term, names: Mapping[Term, str]) -> ColumnElement[bool]:
    if term.field in LOOKED_UP:
        return _is_among(names[_as_meant(term)]) == (0 if term.value is False else 1)
    match term.value:
        case Unknown():
            return _STORED[term.field].is_(None)
        case Words(words):
            return or_(*(_word(term.field, word) for word in words))
        case Age(hours):
            moment = bindparam(since(hours), type_=UtcDateTime)
            return _known(_STORED[term.field], _EARLIER[term.op], moment)
        case bool() as is_so:
            return _is_so(term.field) if is_so else not_(_is_so(term.field))
        case float() as number:
            value = literal(int(number) if number.is_integer() else number)
            return _known(_STORED[term.field], term.op, value)
        case Text():
            raise AssertionError("unreachable: every text is looked up")


def _is_among(name: str) -> ColumnElement[int]:
    """Return 1 for who was looked up, else 0.

    Not a plain IN: an empty list is written as its operator needs it, but once for all places with the
    parameter, so that IN and NOT IN of the same one would be the same.
    """
    return case((Character.id.in_(bindparam(name, expanding=True)), 1), else_=0)


def _known(column: Column, op: Op, value: ColumnElement[Any]) -> ColumnElement[bool]:
    """Compare what is known; what is not known is neither more nor less, so that not means the rest."""
    return and_(column.is_not(None), _COMPARED[op](column, value))


def _as_meant(term: Term) -> Term:
    """Return the term whose members are looked up: those who are no alt are all but the alts."""
    return Term(term.field, term.op, True) if isinstance(term.value, bool) else term  # noqa: FBT003 - a value


def _is_so(field: Field) -> ColumnElement[bool]:
    if field is Field.CLAIMED:
        return Character.user_id.is_not(None)
    return state_code().not_in(FRESH)


def _word(field: Field, word: str) -> ColumnElement[bool]:
    if field in _LISTED:
        column, values = _LISTED[field]
        return column.is_(None) if word == UNKNOWN else and_(column.is_not(None), column.in_(values(word)))
    if field is Field.STATE:
        return state_code() == CODES[FreshnessState(STATE_WORDS[word])]
    if field is Field.RAID:
        progress = func.coalesce(Character.raid_progress, "")
        return progress == "" if word == UNKNOWN else progress.like(f"% {RAID_LETTERS[word]}")
    return _gear(field, word)


def _gear(field: Field, word: str) -> ColumnElement[bool]:
    if word == UNKNOWN:
        return Character.problem_count.is_(None)
    if word == FINE:
        return and_(Character.problem_count.is_not(None), not_(or_(*_found(field, MISSING, CHEAP))))
    return or_(*_found(field, word))


def _found(field: Field, *groups: str) -> Iterator[ColumnElement[bool]]:
    yield false()
    summary = func.coalesce(Character.problem_summary, "")
    for group in groups:
        yield from (summary.like(pattern) for pattern in patterns_of(field, group))
