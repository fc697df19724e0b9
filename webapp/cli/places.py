"""Read REGION/REALM/NAME as people type it on a command line."""

from dataclasses import dataclass

from webapp.lib.names import BadName, checked_name
from webapp.lib.spelling import plain_apostrophes
from webapp.words import REGIONS


@dataclass(frozen=True, slots=True)
class Place:
    """A guild or character as somebody wrote it: region, realm (name or slug) and name."""

    region: str
    realm: str
    name: str

    def __str__(self) -> str:
        """Return the text that names this place on the command line."""
        return f"{self.region}/{self.realm}/{self.name}"


class BadPlace(ValueError):
    """The text does not name a place; the message says what would."""


def parse_place(text: str) -> Place:
    """Return the parts of ``eu/argent-dawn/Lantern Watch``, or raise BadPlace with a sentence."""
    parts = plain_apostrophes(text).split("/")
    if len(parts) != 3:  # noqa: PLR2004 - region, realm, name
        raise BadPlace(f"{text!r} is not REGION/REALM/NAME, for example eu/argent-dawn/lantern-watch")
    region = parts[0].strip().lower()
    if region not in REGIONS:
        raise BadPlace(f"{parts[0]!r} is no region; use one of {', '.join(REGIONS)}")
    try:
        return Place(region, checked_name(parts[1], what="realm"), checked_name(parts[2], what="name"))
    except BadName as error:
        raise BadPlace(f"{error} in {text!r}") from error
