"""What bare words may have been meant to ask, where nobody bears them as a name. Pure."""

from collections.abc import Mapping, Sequence

from webapp.roster.query.parser import parsed
from webapp.roster.query.tree import All, Node, Op, Term, Text, Words, all_of
from webapp.roster.query.vocabulary import FIELDS, Field, Kind, field_named, word_of
from webapp.roster.query.writing import written

NUMBER = range(100, 10_000)
"""Whole numbers that are an item level when they stand alone."""
_WITH_WORDS = (Field.ROLE, Field.CLASS, Field.SPEC)


def hint_of(query: str, fields: frozenset[Field]) -> str | None:
    """Return the query that the words of one may mean in the language, from the fields that are open."""
    tree = parsed(query)
    terms = _bare(tree)
    meant = _meant([one.text for one in terms], fields)
    return written(all_of(meant)) if meant else None


def _bare(tree: Node | None) -> Sequence[Text]:
    """Return the texts of a query that is nothing but words; of any other none."""
    parts = tree.parts if isinstance(tree, All) else (tree,)
    texts = [one.value for one in parts if isinstance(one, Term) and one.field is Field.NAME]
    found = [one for one in texts if isinstance(one, Text) and not one.is_beginning]
    return found if len(found) == len(parts) else ()


def _meant(words: Sequence[str], fields: frozenset[Field]) -> list[Node]:
    """Return a term for each word or pair of words, or nothing where one of them means none."""
    terms: list[Node] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        pair = _number(word, waiting[0], fields) if waiting else None
        one = pair or _alone(word, fields)
        if one is None:
            return []
        terms.append(one)
        del waiting[: 1 if pair else 0]
    return terms


def _number(word: str, number: str, fields: frozenset[Field]) -> Term | None:
    field = field_named(word)
    if field is None or field not in fields or FIELDS[field].kind is not Kind.NUMBER:
        return None
    is_number = number.isascii() and number.isdecimal() and int(number) <= FIELDS[field].most
    return Term(field, Op.AT_LEAST, float(number)) if is_number else None


def _alone(word: str, fields: frozenset[Field]) -> Term | None:
    if word.isascii() and word.isdecimal() and int(word) in NUMBER and Field.ITEM_LEVEL in fields:
        return Term(Field.ITEM_LEVEL, Op.AT_LEAST, float(word))
    known: Mapping[Field, str | None] = {one: word_of(one, word) for one in _WITH_WORDS if one in fields}
    return next((Term(one, Op.HAS, Words((said,))) for one, said in known.items() if said), None)
