"""What the pages of the cache's health show. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.lib.forms import FieldProblem
from webapp.operations.cache.tally import Bar, CardRow
from webapp.operations.cache.tier_page import TierPanel
from webapp.operations.health import Verdict
from webapp.operations.status.page import LogRow, Whose
from webapp.permissions.audience_words import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A count of the matrix, None of what nobody has counted yet, and the list that it leads to."""

    state: str
    count: int | None
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A section in words, with its counts; ``note`` is what the title alone does not say."""

    title: str
    note: str | None
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """A character that fails, and when it is looked at next; None where nobody looks."""

    name: str
    path: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """Failures of one cause: what they are, who can mend them, and what may be done about exactly these.

    ``named`` are a few of the characters, ``more`` is how many are not named.
    """

    outcome: str
    section: str
    title: str
    word: str
    sentence: str
    who: str
    parks: str
    count: int
    first_seen: datetime | None
    last_seen: datetime | None
    next_at: datetime | None
    named: Sequence[NamedRow]
    more: int
    sample: str
    muted_until: datetime | None
    is_parked: bool
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CachePage:
    """The whole page; ``counted_at`` is when its matrix was counted, None before the first time."""

    guild: Whose | None
    home: str
    audience: Audience | None
    at: datetime
    counted_at: datetime | None
    verdict: Verdict
    characters: int
    states: Sequence[str]
    matrix: Sequence[SectionRow]
    ages: Sequence[Bar]
    statuses: Sequence[str]
    cards: Sequence[CardRow]
    failing: Sequence[GroupRow]
    parked: Sequence[GroupRow]
    log: Sequence[LogRow]
    problems: Sequence[FieldProblem] = ()
    done: str = ""
    """What a press a moment ago has done."""
    hindrance: str = ""
    """What keeps everybody from being looked at again, after "while"."""
    tiers: TierPanel | None = None
    """The cache itself, which is the server's: officers are not shown it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A character's section in a list."""

    character_id: int
    name: str
    realm: str
    path: str
    attempted_at: datetime | None
    succeeded_at: datetime | None
    failed_since: datetime | None
    failures: int
    why: str
    who: str
    sample: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The sections that a count of the matrix is made of, a page of them."""

    guild: Whose | None
    home: str
    audience: Audience | None
    title: str
    rows: Sequence[ListedRow]
    next_path: str | None
