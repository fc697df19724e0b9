"""What the log of activity shows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.activity.asking import Asked
from webapp.lib.forms import Choice
from webapp.permissions.audience_words import Audience
from webapp.web.guild_heads import GuildHead


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """What happened to whom; without ``path`` nobody of that name has a page here.

    Who may not be named has no ``realm`` either.
    """

    who: str
    realm: str
    is_name_shared: bool
    path: str | None
    class_id: int
    kind: str
    what: str
    before: str | None
    after: str | None
    noticed_at: datetime
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPart:
    """A roster that waits for a decision, and what would come of it; ``mark`` tells it from a later one."""

    held_at: datetime
    reason: str
    mark: str
    known: int
    seen: int
    leaving: Sequence[str]
    leaving_more: int
    arriving: int
    changing: int
    can_be_applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage:
    """The page; ``held`` is only for those who may decide about it."""

    guild: GuildHead
    audience: Audience | None
    at: datetime
    asked: Asked
    kinds: Sequence[Choice]
    ranks: Sequence[Choice]
    events: Sequence[EventLine]
    next_query: str | None
    held: HeldPart | None
    export_query: str | None = None
    """The query string of the same events as a file, for those who may take it away."""
    problem: str | None = None
