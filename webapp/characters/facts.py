"""What is stored about one character, as the page's view is made from it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from webapp.characters.address import CharacterAddress
from webapp.freshness.sections import SectionFacts
from webapp.freshness.states import Facts
from webapp.history.facts import NO_PAST, Past
from webapp.sync.facts import Place
from webapp.words import CardStatus, Faction, Role, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildFacts:
    """The guild that the character is in now."""

    name: str
    path: str
    rank: int | None
    rank_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCard:
    """The card as it was built last; ``document`` is the JSON of ``webapp.cards.card``."""

    document: Mapping[str, Any]
    status: CardStatus
    error: str | None
    built_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The look that a person asked for: whether it is under way, its place, and when one may ask again."""

    is_under_way: bool = False
    place: Place | None = None
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an audience sees of a character; ``closed`` are keys of parts of the page.

    ``tells_seen`` is whether anything may tell when the character was last in the game, ``may_look`` whether
    its viewer may ask for a look.
    """

    closed: frozenset[str] = frozenset()
    tells_seen: bool = True
    may_look: bool = True


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file of an older tool says: when it was imported, and what the tool had told last."""

    imported_at: datetime
    said_at: datetime | None
    class_name: str | None
    race: str | None
    level: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterFacts:
    """Everything about one character that the page needs, read in at most three statements."""

    id: int
    address: CharacterAddress
    class_id: int | None = None
    level: int | None = None
    role: Role | None = None
    is_role_set: bool = False
    faction: Faction | None = None
    item_level: int | None = None
    average_item_level: int | None = None
    guild: GuildFacts | None = None
    freshness: Facts
    reset_at: datetime | None = None
    logs_due_at: datetime | None = None
    is_logs_connected: bool
    card: StoredCard | None = None
    sections: Mapping[Section, SectionFacts] = field(default_factory=dict)
    look: Look = Look()
    past: Past = NO_PAST
    shown: Shown = Shown()
    in_file: FileFacts | None = None
