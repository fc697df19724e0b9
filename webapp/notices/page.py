"""What the page of a guild's notifications shows. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from webapp.lib.forms import Draft
from webapp.notices.forms import clock_of
from webapp.notifications.delivering.timing import Rhythm, Times
from webapp.notifications.kinds import LABELS, Kind, Medium
from webapp.words import Faction

TITLES: Mapping[Medium, str] = {Medium.DISCORD: "Discord", Medium.EMAIL: "E-mail"}
RHYTHMS: Mapping[Rhythm, str] = {
    Rhythm.AT_ONCE: "At once",
    Rhythm.DAILY: "Daily at 9:00",
    Rhythm.WEEKLY: "Mondays at 9:00",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelPart:
    """Where notices go, or may; of the address nothing but its masked form. ``kinds`` is None without one."""

    medium: Medium
    is_possible: bool
    shown: str = ""
    is_on: bool = False
    trouble: str | None = None
    kinds: Collection[str] | None = None
    times: Times = field(default_factory=Times)

    @property
    def title(self) -> str:
        """What the medium is called."""
        return TITLES[self.medium]

    @property
    def is_set(self) -> bool:
        """Whether there is an address."""
        return self.kinds is not None

    def is_chosen(self, kind: Kind) -> bool:
        """Say whether a kind is told; until somebody chooses, all are."""
        return self.kinds is None or kind in self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """A delivery, and how it went."""

    where: str
    what: str
    state: str
    at: datetime
    due_at: datetime | None
    trouble: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesPage:
    """The page; ``kinds`` are those that the viewer may know of."""

    name: str
    path: str
    realm_name: str
    region: str
    faction: Faction | None
    channels: Sequence[ChannelPart]
    deliveries: Sequence[DeliveryLine]
    draft: Draft[str]
    kinds: Collection[Kind]

    @property
    def labels(self) -> Mapping[Kind, str]:
        """What each kind is called."""
        return {kind: label for kind, label in LABELS.items() if kind in self.kinds}

    @property
    def rhythms(self) -> Mapping[Rhythm, str]:
        """How often a channel may be told."""
        return RHYTHMS

    def problem(self, channel: ChannelPart, name: str) -> str | None:
        """Return what is wrong with a field of a channel's form."""
        return self.draft.problem(f"{channel.medium}-{name}")

    def value(self, channel: ChannelPart, name: str) -> str:
        """Return what stands in a field: what was typed and could not be used, or what is stored."""
        is_drafted = any(one.field.startswith(f"{channel.medium}-") for one in self.draft.problems)
        if is_drafted and name in self.draft.fields:
            return self.draft.fields[name]
        stored = getattr(channel.times, name)
        return stored if isinstance(stored, str) else clock_of(stored)
