"""What a character's page shows: every word is decided before a template sees it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from webapp.characters.address import CharacterAddress
from webapp.characters.columns import columns_of, lines_of_mythic, lines_of_raids
from webapp.characters.gear_page import FixList, GearView
from webapp.characters.history_page import HistoryView
from webapp.characters.officers.page import OfficersView
from webapp.characters.progress_page import LogsView, MythicView, RaidsView, VaultView


@dataclass(frozen=True, slots=True)
class Link:
    """A place elsewhere that shows the same character."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class GuildLink:
    """The guild that the character is in, and its rank there in words."""

    name: str
    path: str
    rank: str


@dataclass(frozen=True, slots=True)
class Stat:
    """One of the large figures; ``color`` is the API's own, drawn as a dot because text must be readable."""

    label: str
    value: str
    note: str = ""
    color: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who it is, as far as anybody has said."""

    class_id: int
    class_name: str | None
    spec: str | None
    role: str | None
    role_name: str | None
    is_role_set: bool
    """Whether officers set the role, whatever Battle.net says."""
    race: str | None
    level: int | None
    faction: str | None
    guild: GuildLink | None
    portrait: str | None
    initial: str
    season: str
    stats: Sequence[Stat]
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFreshness:
    """How old one part is: the four times apart, where it is from, how sure, why, and who can change it."""

    key: str
    title: str
    state: str
    state_word: str
    source: str
    certainty: str
    note: str
    observed_at: datetime | None
    checked_at: datetime | None
    changed_at: datetime | None
    next_at: datetime | None
    sentence: str
    remedy: str
    tells_seen: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to "why is this old?" for the whole card."""

    state: str
    state_word: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """The look that somebody asked for: what is going on, and what may be pressed."""

    is_active: bool
    trigger: str
    """When the strip asks for itself, in htmx's words."""
    words: str
    again_at: datetime | None
    """When "refresh now" is back, as it is told: rounded up to the minute."""
    back_at: datetime | None
    """When it is back to the second."""
    is_open: bool
    announcement: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that the card lacks, or has of an earlier look only, and why."""

    title: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class NothingThere:
    """A part that nobody has to wait for: Blizzard says that there is nothing of it."""

    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Absence:
    """Why there is no card yet, and what may be behind it."""

    title: str
    sentence: str
    reasons: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ProfessionLine:
    """One profession and how far it is learned."""

    name: str
    is_primary: bool
    tier: str
    skill: str
    note: str


@dataclass(frozen=True, slots=True)
class TalentsView:
    """The talents in use; ``code`` is what the game imports."""

    spec: str
    hero_tree: str
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of a card that is there; a part that is missing is None."""

    fixes: FixList | None
    gear: GearView | None
    vault: VaultView | None
    mythic: MythicView | None
    raids: RaidsView | None
    logs: LogsView | None
    professions: Sequence[ProfessionLine] | None
    talents: TalentsView | None
    nothing: Sequence[NothingThere]
    history: HistoryView | None
    """Past weeks: nothing for who may not be told when somebody was in the game."""
    are_logs_alone: bool
    """Whether Blizzard shows nothing, and only what Warcraft Logs tells is there."""

    @property
    def columns(self) -> tuple[Sequence[str], Sequence[str]]:
        """Return the parts of the left and the right column, so that neither ends far above the other."""
        heights = {
            "mythic": lines_of_mythic(self.mythic),
            "raids": lines_of_raids(self.raids),
            "logs": 0 if self.logs is None else 5 + len(self.logs.bosses),
            "nothing": 3 + 2 * len(self.nothing) if self.nothing else 0,
            "talents": 0 if self.talents is None else 7,
            "professions": 0 if self.professions is None else 4 + len(self.professions),
        }
        return columns_of(heights)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """The page of one character; ``parts`` is None as long as nothing of it was read."""

    address: CharacterAddress
    person: Person
    version: str
    is_stale: bool
    look: LookView
    why: Answer
    gaps: Sequence[Gap]
    trouble: str
    freshness: Sequence[PartFreshness]
    parts: Parts | None
    absence: Absence
    tells_seen: bool
    """Whether the page may tell when the character was in the game."""
    origin: str = ""
    """What a file of an older tool has to do with it; empty where none does."""

    @property
    def strip_url(self) -> str:
        """Where the strip is asked for again; ``version`` says which data is on the page."""
        return f"{self.address.path}/_strip?version={quote(self.version)}"

    @property
    def card_url(self) -> str:
        """The address of the card alone, for live updates."""
        return f"{self.address.path}/_card"

    @property
    def refresh_url(self) -> str:
        """Where "refresh now" goes."""
        return f"{self.address.path}/refresh"

    @property
    def compare_url(self) -> str:
        """Where the character is compared with others."""
        return self.address.path.replace("/characters/", "/compare/?c=", 1)

    def fresh(self, key: str) -> PartFreshness:
        """Return how old the part of that key is."""
        return next(part for part in self.freshness if part.key == key)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellPage:
    """The page around a card; ``card`` is the mark where it goes: see ``webapp/web/pieces.py``."""

    address: CharacterAddress
    is_active: bool
    """Whether a look is under way, so that the page is looked at again."""
    card: str
    officers: OfficersView | None
