"""What the page of a guild's notifications shows. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.lib.forms import Draft
from webapp.notifications.kinds import LABELS, Kind
from webapp.words import Faction


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLine:
    """Where notices go; nothing of the address but its masked form."""

    shown: str
    is_on: bool
    trouble: str | None
    kinds: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """A delivery, and how it went."""

    what: str
    state: str
    at: datetime
    due_at: datetime | None
    trouble: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesPage:
    """The page; ``discord`` is None while no webhook is set."""

    name: str
    path: str
    realm_name: str
    region: str
    faction: Faction | None
    discord: ChannelLine | None
    deliveries: Sequence[DeliveryLine]
    draft: Draft[str]

    @property
    def labels(self) -> Mapping[Kind, str]:
        """What each kind is called."""
        return LABELS

    def is_chosen(self, kind: Kind) -> bool:
        """Say whether a kind is told; until somebody chooses, all are."""
        return self.discord is None or kind in self.discord.kinds
