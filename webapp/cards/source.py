"""What a card is built from: plain values, read from rows by ``cards/load.py``. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from webapp.words import CardStatus, Faction, Role, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSection:
    """One section as it is stored: the last good answer, and how the attempts went.

    ``body`` is the raw answer as JSON text or bytes, parsed by the build, once; None when there was none.
    """

    body: bytes | str | None
    outcome: str
    error: str | None = None
    attempted_at: datetime | None = None
    succeeded_at: datetime | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The guild that a character is in now, and its rank there."""

    guild_id: int
    guild_name: str
    guild_realm: str
    rank: int
    rank_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The running week of a region, from reset to reset; ``is_confirmed`` by Battle.net's keystone period."""

    start: datetime
    end: datetime
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSource:
    """Everything that is known about one character at one moment."""

    character_id: int
    bnet_id: int | None
    region: str
    realm: str
    realm_name: str
    name: str
    class_id: int | None
    race_id: int | None
    spec_id: int | None
    role: Role | None
    faction: Faction | None
    level: int | None
    last_login_at: datetime | None
    membership: Membership | None = None
    sections: Mapping[Section, StoredSection] = field(default_factory=dict)
    season_id: int | None = None
    """The Mythic+ season that Battle.net calls current in the region."""
    week: Week
    is_logs_connected: bool
    """Whether Warcraft Logs is connected: without it the logs are not missing, they are not wanted."""
    external: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardScalars:
    """What lists show of a card: columns of ``characters``.

    ``vault_*`` are slots of the Great Vault filled at least, 0 to 3, in the week that began at
    ``vault_week_at``; all four are None for whom nothing of that week is known. ``raid_progress`` is
    like "6/9 H". ``missing_count`` problems are something that is not there; ``problem_summary`` names all.
    """

    problem_count: int | None
    missing_count: int | None
    problem_summary: str | None
    tier_pieces: int | None
    vault_week_at: datetime | None
    vault_raid: int | None
    vault_mythic: int | None
    vault_world: int | None
    raid_progress: str | None
    best_log: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltCard:
    """A card ready to be stored."""

    card: Mapping[str, Any]
    status: CardStatus
    error: str | None
    season_key: str
    scalars: CardScalars
    rebuild_at: datetime
    """When the clock alone will make it different: the next reset or the season's end."""
