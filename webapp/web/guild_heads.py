"""What heads a page about a guild. Pure."""

from dataclasses import dataclass

from webapp.words import Faction


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildHead:
    """Which guild a page is about."""

    name: str
    path: str
    realm_name: str
    region: str
    faction: Faction | None
