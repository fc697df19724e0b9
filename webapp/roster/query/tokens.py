"""Cut a query into tokens, each with its place in what was typed. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from webapp.roster.query.faults import BadQuery
from webapp.roster.query.tree import Span

LONGEST_QUERY = 300
"""Letters that a query may have."""
QUOTES = '"“”„'
"""What opens and closes a text; phones and word processors write the bent ones."""
_SIGNS = f"()<>=!≤≥≠:{QUOTES}"
_OPERATOR = re.compile(r":?(?:<=|>=|!=|==|[<>=≤≥≠])|:")
_WORD = re.compile(rf"[^\s{re.escape(_SIGNS)}]+")
_QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")
_SPELLED = {"≤": "<=", "≥": ">=", "≠": "!=", "==": "="}


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    QUOTED = "quoted"
    OPERATOR = "operator"
    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query; the text of a quoted one is what stands between its quotes."""

    kind: Kind
    text: str
    span: Span


def tokens_of(query: str) -> list[Token]:
    """Return the tokens of a query, the end as the last; raise BadQuery for what is none."""
    if len(query) > LONGEST_QUERY:
        too_much = Span(LONGEST_QUERY, len(query) - LONGEST_QUERY)
        raise BadQuery(f"This is too long: a query has at most {LONGEST_QUERY} letters.", too_much)
    return [*_cut(query), Token(Kind.END, "", Span(len(query), 0))]


def _cut(query: str) -> Iterator[Token]:
    here, is_value = 0, False
    while here < len(query):
        if query[here].isspace():
            here += 1
            continue
        token = _token_at(query, here, is_value=is_value)
        yield token
        here, is_value = token.span.end, token.kind is Kind.OPERATOR


def _token_at(query: str, here: int, *, is_value: bool) -> Token:
    """Return the token that begins at a letter; after an operator, a hyphen is a part of the value."""
    letter = query[here]
    if letter in "()":
        return Token(Kind(letter), letter, Span(here, 1))
    if letter == "-" and not is_value:
        return Token(Kind.MINUS, letter, Span(here, 1))
    if letter in QUOTES:
        return _quoted(query, here)
    if found := _OPERATOR.match(query, here):
        sign = found[0][1:] if len(found[0]) > 1 and found[0][0] == ":" else found[0]
        return Token(Kind.OPERATOR, _SPELLED.get(sign, sign), Span(here, len(found[0])))
    if found := _WORD.match(query, here):
        return Token(Kind.WORD, _seen(found[0], here), Span(here, len(found[0])))
    raise BadQuery("A ! alone means nothing. Write != for “is not”, or a - before a term.", Span(here, 1))


def _quoted(query: str, here: int) -> Token:
    found = _QUOTED.match(query, here)
    if found is None:
        raise BadQuery('This quote is never closed. Put a " after the text.', Span(here, len(query) - here))
    after = found.end()
    if after < len(query) and not query[after].isspace() and query[after] not in "()":
        raise BadQuery(
            'Put a blank after this quote; lists go within: class:"death knight,mage".', _span(found)
        )
    text = " ".join(_seen(found[1], here + 1).split())
    if not text:
        raise BadQuery(
            "Between these quotes there is nothing. Write a text, or leave them out.", _span(found)
        )
    return Token(Kind.QUOTED, text, _span(found))


def _span(found: re.Match[str]) -> Span:
    return Span(found.start(), found.end() - found.start())


def _seen(text: str, here: int) -> str:
    """Return a text all of whose letters can be seen."""
    for place, letter in enumerate(text):
        if not letter.isprintable() and not letter.isspace():
            raise BadQuery("This letter cannot be seen. Take it out.", Span(here + place, 1))
    return text
