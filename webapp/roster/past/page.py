"""What the pages of a roster's past show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.permissions.audience_words import Audience
from webapp.roster.past.figures import ShownFigures
from webapp.web.guild_address import GuildAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
    """A member on a day; ``known_on`` is the day of the figures, ``since`` what became of the member."""

    name: str
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
    unnamed: int = 0
    lines: Sequence[PastLine] = ()
    page: int = 1
    pages: int = 1
    figures: ShownFigures
    closed: Sequence[str] = ()
    can_export: bool = False
    problem: str | None = None
