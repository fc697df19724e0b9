"""What a person's own pages show: the one object that each template receives. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.me.forms import CONFIRMATION, NEWEST
from webapp.me.stored_words import GOES, STAYS
from webapp.words import Faction, MainSetBy, Role

MOST_NEWS = 50
"""So many notifications are shown: the newest that are new, then the newest of the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsLine:
    """Something that the person is told."""

    id: int
    sentence: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCharacter:
    """A character of the person; ``rank`` and ``guild`` are None of one in no tracked guild.

    ``main_id`` names the main where this is an alt; ``elsewhere`` is a guild that is not tracked here.
    """

    id: int
    name: str
    realm: str
    slug: str
    region: str
    class_id: int | None
    level: int | None
    item_level: int | None
    role: Role | None
    main_id: int | None
    main_set_by: MainSetBy | None
    last_synced_at: datetime | None
    guild: str | None = None
    rank: str | None = None
    elsewhere: str | None = None

    @property
    def is_main(self) -> bool:
        """Whether somebody said that this is the main."""
        return self.main_id is None and self.main_set_by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnException:
    """A tool that a guild gives to the person by name, or takes; without ``ends_at`` it has no end."""

    tool: str
    is_given: bool
    reason: str
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildCard:
    """A guild that the person's characters are in; ``more_tools`` are the rank's beside every member's."""

    name: str
    path: str
    realm: str
    region: str
    faction: Faction | None
    members: int
    roster_succeeded_at: datetime | None
    is_archived: bool
    standing: str
    rank: int
    through: str
    more_tools: Sequence[str]
    exceptions: Sequence[OwnException]
    is_settings_open: bool
    is_tokens_open: bool
    characters: int

    @property
    def is_being_fetched(self) -> bool:
        """Whether its roster was never read so far."""
        return self.roster_succeeded_at is None and not self.is_archived


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionList:
    """The person's characters in a region, and the list that proves them; ``read_at`` is None before one.

    ``moved`` of the listed are others' since, who proved them later.
    """

    region: str
    read_at: datetime | None = None
    listed: int = 0
    forgotten: int = 0
    moved: int = 0
    characters: Sequence[OwnCharacter] = ()

    @property
    def is_read(self) -> bool:
        """Whether the list of this region was ever read, or something of it is kept."""
        return self.read_at is not None or bool(self.characters)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellPage:
    """The page around the person's characters; ``body`` is the mark where they go."""

    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CharactersPage:
    """The person's guilds and characters, and what they are told."""

    name: str
    here: str = "/me/characters"
    news: Sequence[NewsLine]
    guilds: Sequence[GuildCard]
    regions: Sequence[RegionList]
    waiting: int
    """How many characters nobody has looked at yet, so that their guilds are not known."""

    def stays_true_for(self, longest: timedelta, now: datetime) -> timedelta:
        """Return how long nothing that is shown ends by itself, at most ``longest``."""
        ends = (one.ends_at for guild in self.guilds for one in guild.exceptions)
        return min((longest, *(end - now for end in ends if end is not None)))

    @property
    def new(self) -> Sequence[NewsLine]:
        """What was not marked as read."""
        return [one for one in self.news if one.is_new]

    @property
    def read(self) -> Sequence[NewsLine]:
        """What was marked as read."""
        return [one for one in self.news if not one.is_new]

    @property
    def known_regions(self) -> Sequence[RegionList]:
        """The regions of which something is known."""
        return [one for one in self.regions if one.is_read]

    @property
    def has_characters(self) -> bool:
        """Whether any character of the person is stored."""
        return any(of.characters for of in self.regions)

    @property
    def is_forgotten(self) -> bool:
        """Whether nothing is stored because the person asked to be forgotten."""
        return not self.has_characters and any(of.forgotten for of in self.regions)

    @property
    def other_regions(self) -> Sequence[RegionList]:
        """The regions of which nothing was ever read."""
        return [one for one in self.regions if not one.is_read]

    @property
    def main(self) -> OwnCharacter | None:
        """The character that somebody said is the main."""
        return next((one for of in self.regions for one in of.characters if one.is_main), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """A kind of things that the person may be told, and whether they want to be."""

    kind: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPage:
    """A page of everything that the person was told; ``older`` begins the next one, None on the last."""

    here: str = "/me/notifications"
    news: Sequence[NewsLine]
    unread: int
    older: int | None
    before: int
    kinds: Sequence[KindChoice]

    @property
    def is_newest(self) -> bool:
        """Whether nothing newer stands on a page before this one."""
        return self.before == NEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A browser in which the person is signed in; ``mark`` names it in addresses, and opens nothing."""

    mark: str
    region: str
    began_at: datetime
    seen_at: datetime
    expires_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One kind of thing that is stored about the person: how much, from when to when, and until when."""

    what: str
    count: int
    about: str
    oldest_at: datetime | None = None
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesRead:
    """What officers of a guild have about one of the person's characters: how many notes, how often read.

    ``versions`` counts every note that was written, for the earlier ones are kept.
    """

    character: str
    guild: str
    versions: int = 0
    times: int = 0
    readers: int = 0
    last_read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """What is stored about the person, and how it goes."""

    here: str = "/me/data"
    battletag: str
    number: int
    is_operator: bool
    is_unlisted: bool
    first_seen_at: datetime
    last_login_at: datetime | None
    sessions: Sequence[SessionLine]
    stored: Sequence[Stored]
    notes: Sequence[NotesRead]
    characters: int
    led: Sequence[str]
    """Guilds that the person is the master of."""
    problem: str | None = None
    goes: Sequence[str] = GOES
    stays: Sequence[str] = STAYS
    confirmation: str = CONFIRMATION
