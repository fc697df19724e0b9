"""What an address asks to compare: characters and guilds, each as region, realm and name. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.lib.names import BadName, checked_name
from webapp.words import REGIONS

MOST_CHARACTERS, MOST_GUILDS = 4, 2
LONGEST = 200
PLACE = 3
"""Parts of a place: region, realm and name."""
FORM = "as eu/argent-dawn/thrall: region, realm and name"


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody typed, in its three parts."""

    region: str
    realm: str
    name: str

    @property
    def text(self) -> str:
        """Return it as it stands in a field and in an address."""
        return f"{self.region}/{self.realm}/{self.name}"

    @property
    def arguments(self) -> dict[str, str]:
        """Return it as the router finds it in the address of a page."""
        return {"region": self.region, "realm": self.realm, "name": self.name}


@dataclass(frozen=True, slots=True)
class Asked:
    """The places of a field in the order in which they were typed, and what is wrong with others."""

    places: Sequence[Place]
    problems: Sequence[str]


def read_places(given: Sequence[str], *, what: str, most: int) -> Asked:
    """Return the places of a field, each once; empty ones are left out."""
    places: dict[str, Place] = {}
    problems = []
    for text in (one.strip() for one in given):
        place = _place(text) if text else None
        if place is not None:
            places.setdefault(place.text.casefold(), place)
        elif text:
            problems.append(f"Write a {what} {FORM}.")
    if len(places) > most:
        problems.append(f"Choose at most {most} {what}s; the first {most} are shown.")
    return Asked(list(places.values())[:most], list(dict.fromkeys(problems)))


def _place(text: str) -> Place | None:
    parts = text.strip("/").split("/") if len(text) <= LONGEST else []
    if len(parts) != PLACE or parts[0].lower() not in REGIONS:
        return None
    try:
        return Place(
            parts[0].lower(), checked_name(parts[1], what="realm"), checked_name(parts[2], what="name")
        )
    except BadName:
        return None
