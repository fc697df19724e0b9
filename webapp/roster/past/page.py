"""What the pages of a roster's past show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.lib.forms import Choice
from webapp.permissions.audience_words import Audience
from webapp.roster.past.asking import EVERYBODY, Narrowed
from webapp.roster.past.figures import ShownFigures
from webapp.web.classes import CLASS_NAMES
from webapp.web.guild_address import GuildAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
    """A member on a day; ``known_on`` is the day of the figures, ``since`` what became of the member.

    Here and below ``realm`` is told where another member is called alike, else it is empty.
    """

    name: str
    realm: str
    path: str | None
    class_id: int
    rank: str
    item_level: str
    rating: str
    tier: str
    problems: str
    vault: str
    known_on: date | None
    is_old: bool
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPage:
    """The roster on a day; without ``day`` only the field to choose one, and what is wrong."""

    guild: GuildAddress
    audience: Audience | None
    at: datetime
    first_on: date | None
    day: date | None = None
    is_day_over: bool = False
    """Whether the end of the day is shown, and not the present moment."""
    members: int = 0
    matched: int = 0
    """How many of them fit what the list is narrowed to."""
    narrowed: Narrowed = EVERYBODY
    ranks: Sequence[Choice] = ()
    unnamed: int = 0
    lines: Sequence[PastLine] = ()
    page: int = 1
    pages: int = 1
    figures: ShownFigures
    closed: Sequence[str] = ()
    can_export: bool = False
    problem: str | None = None

    @property
    def classes(self) -> Sequence[Choice]:
        """The classes that the list can be narrowed to."""
        known = sorted(CLASS_NAMES.items(), key=lambda one: one[1])
        return [Choice(str(number), name, number == self.narrowed.class_id) for number, name in known]

    def query(self, number: int = 1) -> str:
        """Return what follows the address of a page of the list."""
        return f"?at={self.day}{self.narrowed.query}" + (f"&page={number}" if number > 1 else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A member of whom something differs between two resets."""

    name: str
    realm: str
    path: str | None
    class_id: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList:
    """Members of whom the same thing differs; those that do not fit are counted."""

    key: str
    title: str
    lines: Sequence[ChangeLine]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GainLine:
    """How a member's figures differ between two resets."""

    name: str
    realm: str
    path: str | None
    class_id: int
    cells: Sequence[tuple[str, str]]
    """By column: how it was in the end, and how much more that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SumLine:
    """A figure of the whole guild at both resets."""

    title: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """What differs between two weekly resets."""

    guild: GuildAddress
    audience: Audience | None
    at: datetime
    first_choices: Sequence[Choice] = ()
    last_choices: Sequence[Choice] = ()
    first: datetime | None = None
    last: datetime | None = None
    sums: Sequence[SumLine] = ()
    lists: Sequence[ChangeList] = ()
    gain_heads: Sequence[str] = ()
    gains: Sequence[GainLine] = ()
    gains_more: int = 0
    unknown: int = 0
    closed: Sequence[str] = ()
    export_query: str | None = None
    """The query string of the same changes as a file, for those who may take it away."""
    problem: str | None = None
    too_soon: str | None = None
