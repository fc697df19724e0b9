"""What the pages of the settings show: the one object that each template receives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.lib.forms import Choice, Draft
from webapp.permissions.audience_words import Audience
from webapp.rights.listing import Steps
from webapp.rights.tool_words import Explanation
from webapp.web.guild_address import GuildAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildPage:
    """What every page of the settings begins with."""

    guild: GuildAddress
    place: str
    audience: Audience

    @property
    def home(self) -> str:
        """The address of the settings; ends with a slash."""
        return f"{self.guild.path}settings/"


@dataclass(frozen=True, slots=True)
class Sample:
    """A member who stands for a rank."""

    name: str
    class_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRow:
    """A rank: how many have it, and some of them; ``typed`` is what stands in the field of its name."""

    number: int
    label: str
    typed: str
    count: int
    samples: Sequence[Sample]
    problem: str | None
    can_be_tried_on: bool

    @property
    def more(self) -> int:
        """How many have the rank besides the samples."""
        return self.count - len(self.samples)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRow:
    """A tool: its rule as two fields, and who has it now; ``is_coming`` says that nothing needs it yet."""

    name: str
    label: str
    hint: str
    ranks: Sequence[Choice]
    is_on: bool
    is_fixed: bool
    is_coming: bool
    problem: str | None
    lines: Sequence[Explanation]
    more: int
    unclaimed: int

    @property
    def people(self) -> int:
        """How many people who have signed in have the tool."""
        return len(self.lines) + self.more


@dataclass(frozen=True, slots=True)
class ToolGroup:
    """Tools that belong together."""

    title: str
    rows: Sequence[ToolRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionRow:
    """A tool that one person has, or has not, whatever the rank says."""

    id: int
    who: str
    tool: str
    effect: str
    reason: str
    ends_at: datetime | None
    is_over: bool
    is_member: bool
    made_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the log; ``no_undo`` says why the viewer cannot take it back.

    What is of no kind that can be taken back has neither the button nor that sentence.
    """

    id: int
    who: str | None
    what: str
    about: str | None
    before: str | None
    after: str | None
    at: datetime
    is_undo: bool
    can_be_undone: bool
    no_undo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage(GuildPage):
    """Which rank has which tool, and everything beside it."""

    version: int
    draft: Draft[str]
    doubted_at: datetime | None
    doubt: str | None
    ranks: Sequence[RankRow]
    groups: Sequence[ToolGroup]
    visibilities: Sequence[Choice]
    exceptions: Sequence[ExceptionRow]
    people: Sequence[Choice]
    tools: Sequence[Choice]
    effects: Sequence[Choice]
    latest: LogEntry | None


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Members who have not signed in yet: how many, and the first names of them."""

    count: int
    names: Sequence[str]

    @property
    def more(self) -> int:
        """How many there are besides those that are named."""
        return self.count - len(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What another rule for a tool changes."""

    label: str
    before: str
    after: str
    gains: Sequence[str]
    loses: Sequence[str]
    unclaimed_gains: Unsigned
    unclaimed_loses: Unsigned

    @property
    def touches_nobody(self) -> bool:
        """Whether nobody gains or loses anything now."""
        unsigned = self.unclaimed_gains.count + self.unclaimed_loses.count
        return not (self.gains or self.loses or unsigned)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage(GuildPage):
    """Who gains and who loses, and the form that saves it."""

    version: int
    fields: Mapping[str, str]
    changes: Sequence[ChangeRow]
    refusal: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage(GuildPage):
    """The log of changes, the newest first."""

    kinds: Sequence[Choice]
    entries: Sequence[LogEntry]
    steps: Steps
    is_narrowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A member with whoever owns the character; nobody does where ``owner`` is None."""

    name: str
    realm: str
    class_id: int | None
    rank: str
    owner: str | None
    claimed_at: datetime | None
    lines: Sequence[Explanation]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersPage(GuildPage):
    """Everybody in the guild with the evidence of ownership."""

    shows: Sequence[Choice]
    rows: Sequence[MemberRow]
    steps: Steps
    members: int
    claimed: int
    people: int
