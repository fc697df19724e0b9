"""Read the parts of a term: which field, compared how, to what. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches

from webapp.roster.query import tokens
from webapp.roster.query.faults import BadQuery
from webapp.roster.query.tokens import Token
from webapp.roster.query.tree import Age, Node, Op, Span, Term, Text, Unknown, Words, opposite
from webapp.roster.query.vocabulary import (
    FIELDS,
    KNOWN,
    NO,
    UNKNOWN,
    YES,
    Field,
    Kind,
    field_named,
    spelled,
    word_of,
)

LONGEST_TEXT = 64
"""Letters that a text which is looked for may have."""
MOST_HOURS = 10 * 365 * 24
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,2})?")
_AGE = re.compile(r"([0-9]{1,4})([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}
_ORDERED = {"<": Op.BELOW, "<=": Op.AT_MOST, ">": Op.ABOVE, ">=": Op.AT_LEAST}
_NOT = "!="


def field_of(named: Token) -> Field:
    """Return the field that stands before an operator."""
    if named.kind is tokens.Kind.QUOTED:
        raise BadQuery(f"A field stands without quotes, such as {FIELDS[Field.ROLE].example}.", named.span)
    field = field_named(named.text)
    if field is None:
        others = _like(named.text, [one.value for one in Field])
        raise BadQuery(f"There is no field “{_short(named.text)}”.{others}", named.span)
    return field


def no_value(field: Field, sign: str) -> str:
    """Return what is wrong with a field that is compared to nothing."""
    return f"After {field}{sign} a value is missing. Write such as {FIELDS[field].example}."


def value_of(field: Field, sign: Token, value: Token, span: Span) -> Node:
    """Return the term that a field, an operator and a value make."""
    about = FIELDS[field]
    is_unknown = value.kind is tokens.Kind.WORD and spelled(value.text) == UNKNOWN
    if is_unknown and about.can_be_unknown and about.kind in {Kind.NUMBER, Kind.AGE}:
        op, meant = _even(field, sign, Op.IS), Unknown()
        return _with_sign(Term(field, op, meant, span), sign)
    return _with_sign(_READERS[about.kind](field, sign, value, span), sign)


def typed_text(token: Token) -> Text:
    """Return the text that a word stands for; a star at its end means that more may follow."""
    text = token.text.removesuffix("*")
    if not text or "*" in text:
        raise BadQuery("A * stands at the end of the beginning of a name, such as jai*.", token.span)
    return Text(_fitting(text, token), is_beginning=text != token.text)


def quoted_text(token: Token) -> Text:
    """Return the text between quotes, every sign of which means itself."""
    return Text(_fitting(token.text, token))


def _fitting(text: str, token: Token) -> str:
    if len(text) > LONGEST_TEXT:
        raise BadQuery(f"This is too long: a text has at most {LONGEST_TEXT} letters.", token.span)
    return text


def _with_sign(term: Term, sign: Token) -> Node:
    return opposite(term) if sign.text == _NOT else term


def _even(field: Field, sign: Token, op: Op) -> Op:
    """Return the operator of a value that is neither more nor less than another."""
    if sign.text in _ORDERED:
        known = "unknown" if op is Op.IS else FIELDS[field].kind.value
        example = FIELDS[field].example
        raise BadQuery(f"{sign.text} cannot compare {field} to {known}. Write such as {example}.", sign.span)
    return op


def _text(field: Field, sign: Token, value: Token, span: Span) -> Term:
    op = Op.IS if _even(field, sign, Op.HAS) and sign.text == "=" else Op.HAS
    text = typed_text(value) if value.kind is tokens.Kind.WORD else quoted_text(value)
    return Term(field, Op.HAS if text.is_beginning else op, text, span)


def _number(field: Field, sign: Token, value: Token, span: Span) -> Term:
    about = FIELDS[field]
    number = float(value.text) if _NUMBER.fullmatch(value.text) else None
    if number is None or number > about.most or (about.is_whole and not number.is_integer()):
        kind = "a whole number" if about.is_whole else "a number"
        raise BadQuery(
            f"“{_short(value.text)}” is no {field}: it is {kind} from 0 to {about.most}. "
            f"Write such as {about.example}.",
            value.span,
        )
    return Term(field, _ORDERED.get(sign.text, Op.IS), number, span)


def _age(field: Field, sign: Token, value: Token, span: Span) -> Term:
    found = _AGE.fullmatch(value.text.casefold())
    hours = int(found[1]) * _HOURS[found[2]] if found else 0
    if found is None or hours > MOST_HOURS:
        raise BadQuery(
            f"“{_short(value.text)}” is no time: write hours, days or weeks such as 12h, 14d, 3w.", value.span
        )
    if sign.text not in _ORDERED:
        raise BadQuery(
            f"{field} needs < or >: {field}<{value.text} is since then, {field}>{value.text} before.",
            sign.span,
        )
    return Term(field, _ORDERED[sign.text], Age(hours), span)


def _words(field: Field, sign: Token, value: Token, span: Span) -> Term:
    op, found = _even(field, sign, Op.HAS), dict[str, None]()
    for typed, place in _listed(value):
        word = word_of(field, typed)
        if word is None:
            raise BadQuery(f"There is no {field} “{_short(typed)}”.{_like(typed, KNOWN[field])}", place)
        found[word] = None
    return Term(field, op, Words(tuple(word for word in KNOWN[field] if word in found)), span)


def _listed(value: Token) -> Iterator[tuple[str, Span]]:
    """Yield the words between commas, and where each of them stands."""
    begin = value.span.offset + (value.kind is tokens.Kind.QUOTED)
    for typed in value.text.split(","):
        if not typed.strip():
            raise BadQuery("Beside this comma a word is missing.", Span(max(begin - 1, value.span.offset), 1))
        yield typed, Span(begin, len(typed))
        begin += len(typed) + 1


def _yes_no(field: Field, sign: Token, value: Token, span: Span) -> Term:
    op, key = _even(field, sign, Op.HAS), spelled(value.text)
    if key not in YES | NO:
        raise BadQuery(f"{field} is yes or no. Write {field}:yes or {field}:no.", value.span)
    return Term(field, op, key in YES, span)


def _note(field: Field, sign: Token, value: Token, span: Span) -> Term:
    """Read whether there is a note, or words of it; there every sign means itself."""
    if value.kind is tokens.Kind.WORD and spelled(value.text) in YES | NO:
        return _yes_no(field, sign, value, span)
    return Term(field, _even(field, sign, Op.HAS), quoted_text(value), span)


_READERS: Mapping[Kind, Callable[[Field, Token, Token, Span], Term]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.AGE: _age,
    Kind.WORD: _words,
    Kind.YES_NO: _yes_no,
    Kind.NOTE: _note,
}


def _like(typed: str, words: Iterable[str]) -> str:
    """Return which words there are instead: the most similar ones, else all."""
    known = list(words)
    near = get_close_matches(typed.casefold()[:LONGEST_TEXT], known, n=3, cutoff=0.6)
    if near:
        return f" Did you mean {' or '.join(near)}?"
    return f" There are {', '.join(known)}."


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT // 2 else text[: LONGEST_TEXT // 2] + "…"
