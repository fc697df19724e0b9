"""One row of the enrichment cache as a value, and what its card says about itself. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EXTERNAL = "external"
"""Under this key of a card that is built here stands what programs gave for it."""
SEASON = "seasonKey"
BUILT = "schemaVersion"
"""A card without this key was not built here: it is as given, or holds nothing but ``external``."""
DETACHED = "#"
"""Begins the name of rows whose character has lost its name; no character can be called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCard:
    """One row with its card; ``values`` has the columns that a build writes."""

    id: int
    character_id: int | None
    region: str
    realm: str
    character_name: str
    season_key: str
    values: Mapping[str, Any]

    @property
    def card(self) -> Any:
        """Return the card."""
        return self.values["player_card"]

    @property
    def is_built(self) -> bool:
        """Say whether the card was built here."""
        return isinstance(self.card, dict) and BUILT in self.card


def differing(stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is wanted and not stored; cards are compared as values, not as text."""
    return {name: value for name, value in wanted.items() if stored[name] != value}
