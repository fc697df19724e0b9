"""What stands in and under the search field: the query, what is wrong with it, how it could go on. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.roster.audience import Shown, closed_term
from webapp.roster.filters import FieldProblem, RosterFilter
from webapp.roster.query.faults import Fault
from webapp.roster.query.parser import parsed
from webapp.roster.query.suggestions import Suggestion
from webapp.roster.query.tree import Term, Text
from webapp.roster.query.vocabulary import FIELDS, Field
from webapp.roster.query.writing import written

AROUND = 24
"""Letters shown on either side of those that a fault is about."""


@dataclass(frozen=True, slots=True)
class FaultShown:
    """A fault with the letters that it is about, and some around them; ``letter`` counts from 1."""

    sentence: str
    before: str
    pointed: str
    after: str
    letter: int
    asks_for_press: bool
    is_at_end: bool
    """Whether it is about the last letters: who is still typing knows that there is more to come."""


@dataclass(frozen=True, slots=True)
class Find:
    """The search field."""

    typed: str = ""
    fault: FaultShown | None = None
    understood: str | None = None
    """The query as it was read, where it is more than one plain word."""
    suggestions: Sequence[Suggestion] = ()

    @property
    def query(self) -> str:
        """The query string that means what was typed."""
        return RosterFilter(text=self.typed).query()


@dataclass(frozen=True, slots=True)
class Explained:
    """A field of the query language, for those who are not used to it."""

    field: Field
    words: str
    example: str


EXAMPLES: Mapping[str, str] = {
    "class:mage,warlock ilvl>=300": "mages and warlocks with that item level or more",
    "role:healer -alt": "healers who are no alts",
    "problems>0 rank<=3": "problems in the gear, down to rank 3",
    "vault<3 or vault:unknown": "fewer than three slots of the vault, or an unknown one",
    "seen>30d or seen:unknown": "not in the game for 30 days, or never seen",
    "(role:tank or role:healer) rating>2500": "brackets hold together what or stands between",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A query that one could ask, what it finds, and the query string of its page."""

    text: str
    words: str
    query: str


def find_of(typed: str, fault: Fault | None, suggestions: Sequence[Suggestion] = ()) -> Find:
    """Return the field with a query that was typed."""
    shown = None if fault is None else _shown(typed, fault)
    return Find(typed, shown, None if fault else _understood(typed), suggestions)


def find_in(view: RosterFilter, problems: Sequence[FieldProblem]) -> Find:
    """Return the field of a page, with the query that is wrong where one is."""
    faults = [(problem.given, problem.fault) for problem in problems if problem.fault is not None]
    return find_of(*faults[0]) if faults else find_of(view.text, None)


def explained(fields: frozenset[Field]) -> Sequence[Explained]:
    """Return every field that is open, with an example."""
    return [
        Explained(field, about.words, about.example) for field, about in FIELDS.items() if field in fields
    ]


def examples(shown: Shown) -> Sequence[Example]:
    """Return the examples that ask for nothing closed."""
    return [
        Example(text, words, RosterFilter(text=text).query())
        for text, words in EXAMPLES.items()
        if (tree := parsed(text)) is not None and closed_term(tree, shown) is None
    ]


def _shown(typed: str, fault: Fault) -> FaultShown:
    begin, end = fault.span.offset, fault.span.end
    first, last = max(0, begin - AROUND), min(len(typed), end + AROUND)
    return FaultShown(
        sentence=fault.sentence,
        before=("…" if first else "") + typed[first:begin],
        pointed=typed[begin:end],
        after=typed[end:last] + ("…" if last < len(typed) else ""),
        letter=begin + 1,
        asks_for_press=fault.asks_for_press,
        is_at_end=end >= len(typed.rstrip()),
    )


def _understood(typed: str) -> str | None:
    tree = parsed(typed)
    is_plain = isinstance(tree, Term) and tree.field is Field.NAME and isinstance(tree.value, Text)
    return None if tree is None or is_plain else written(tree)
