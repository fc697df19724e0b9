"""A character as addresses name it. Pure."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterAddress:
    """A character as addresses name it: region, realm's slug, and the name as Battle.net writes it."""

    region: str
    realm: str
    realm_name: str
    name: str

    @property
    def path(self) -> str:
        """The one address of this character's page."""
        return f"/characters/{self.region}/{quote(self.realm, safe='')}/{quote(self.name, safe='')}"

    @property
    def arguments(self) -> dict[str, str]:
        """What the router finds in that address."""
        return {"region": self.region, "realm": self.realm, "name": self.name}
