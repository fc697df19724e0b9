"""Read a query into its tree: or binds least, then and (or nothing between two terms), then not. Pure."""

from collections.abc import Callable
from functools import lru_cache

from webapp.roster.query.faults import BadQuery
from webapp.roster.query.tokens import Kind, Token, tokens_of
from webapp.roster.query.tree import Node, Op, Span, Term, all_of, either_of, opposite
from webapp.roster.query.values import field_of, no_value, quoted_text, typed_text, value_of
from webapp.roster.query.vocabulary import ALONE, JOINERS, Field

MOST_TERMS = 20
DEEPEST = 8
"""How deep brackets and nots may stand within each other."""


@lru_cache(maxsize=1024)
def parsed(query: str) -> Node | None:
    """Return the tree of a query, None where it says nothing; raise BadQuery for what is none."""
    reader = _Reader(tokens_of(query))
    if reader.here().kind is Kind.END:
        return None
    tree = reader.either()
    if reader.here().kind is not Kind.END:
        raise BadQuery("This bracket closes none. Take it out, or open one before it.", reader.here().span)
    return tree


class _Reader:
    """Goes through the tokens once; each method reads what its name says and stands behind it then."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0
        self._terms = 0

    def here(self) -> Token:
        """Return the token that is read next."""
        return self._tokens[self._place]

    def either(self) -> Node:
        """Read parts that are joined by or."""
        parts = [self._all()]
        while self._passes("or"):
            parts.append(self._all())
        return either_of(parts)

    def _all(self) -> Node:
        parts = [self._one()]
        while self._passes("and") or not (self.here().kind in {Kind.END, Kind.CLOSE} or self._is("or")):
            parts.append(self._one())
        return all_of(parts)

    def _one(self) -> Node:
        """Read a term, a bracket, or the opposite of either."""
        here = self.here()
        if here.kind is Kind.MINUS or self._is("not"):
            self._next()
            return opposite(self._within(here, self._one))
        if here.kind is Kind.OPEN:
            self._next()
            return self._within(here, lambda: self._bracket(here))
        return self._term()

    def _within(self, token: Token, read: Callable[[], Node]) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadQuery(f"Brackets and nots go at most {DEEPEST} deep. Say it with fewer.", token.span)
        part = read()
        self._depth -= 1
        return part

    def _bracket(self, opened: Token) -> Node:
        if self.here().kind is Kind.CLOSE:
            around = Span(opened.span.offset, self.here().span.end - opened.span.offset)
            raise BadQuery("There is nothing in these brackets. Put a term between them.", around)
        part = self.either()
        if self.here().kind is not Kind.CLOSE:
            raise BadQuery("This bracket is never closed. Put a ) where it ends.", opened.span)
        self._next()
        return part

    def _term(self) -> Node:
        token = self.here()
        if token.kind not in {Kind.WORD, Kind.QUOTED} or self._is_joiner():
            raise self._why_no_term()
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise BadQuery(f"A query has at most {MOST_TERMS} terms. Leave some out.", token.span)
        self._next()
        if self.here().kind is Kind.OPERATOR:
            return self._compared(token)
        if token.kind is Kind.WORD and (field := ALONE.get(token.text.casefold())):
            return Term(field, Op.HAS, True, token.span)  # noqa: FBT003 - the value of the term
        text = typed_text(token) if token.kind is Kind.WORD else quoted_text(token)
        return Term(Field.NAME, Op.HAS, text, token.span)

    def _compared(self, named: Token) -> Node:
        """Read the operator and the value that follow the name of a field."""
        field, sign = field_of(named), self.here()
        self._next()
        value = self.here()
        if value.kind not in {Kind.WORD, Kind.QUOTED}:
            raise BadQuery(no_value(field, sign.text), _through(named, sign))
        self._next()
        return value_of(field, sign, value, _through(named, value))

    def _next(self) -> None:
        self._place += 1

    def _is_joiner(self) -> bool:
        return self.here().kind is Kind.WORD and self.here().text.casefold() in JOINERS

    def _is(self, joiner: str) -> bool:
        return self.here().kind is Kind.WORD and self.here().text.casefold() == joiner

    def _passes(self, joiner: str) -> bool:
        """Say whether a joiner stands here, and go past it."""
        is_here = self._is(joiner)
        self._place += is_here
        return is_here

    def _why_no_term(self) -> BadQuery:
        """Return what is wrong where a term should stand and something else does."""
        here, before = self.here(), self._tokens[self._place - 1]
        if here.kind is Kind.OPERATOR:
            return BadQuery(f"Before {here.text} a field is missing. Write such as ilvl>=300.", here.span)
        if here.kind is Kind.WORD:
            return BadQuery(f"Before “{here.text}” a term is missing. {_in_quotes(here)}", here.span)
        if before.kind is Kind.WORD:
            return BadQuery(f"After “{before.text}” a term is missing. {_in_quotes(before)}", before.span)
        if before.kind is Kind.MINUS:
            return BadQuery(
                "After the - a term is missing. Write what is left out, such as -alt.", before.span
            )
        if here.kind is Kind.END:
            return BadQuery("After this bracket a term is missing. Put one there, and a ).", before.span)
        return BadQuery(
            "Before this bracket a term is missing. Take it out, or open one before it.", here.span
        )


def _in_quotes(joiner: Token) -> str:
    return f'To find names that have it, put it in quotes: "{joiner.text}".'


def _through(first: Token, last: Token) -> Span:
    return Span(first.span.offset, last.span.end - first.span.offset)
