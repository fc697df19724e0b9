"""How long a page waits for a look that its viewer asked for: it asks again for a while, then ends. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.characters.adding.preview import Preview
from webapp.characters.address import CharacterAddress

SOUGHT = "sought"
"""The same since somebody had the name looked for among files alone."""
ASKED = "asked"
"""What an address has behind its question mark since somebody asked for a look: the second of the press."""
WAITS_FOR = timedelta(seconds=60)
_SECOND = re.compile(r"[0-9]{1,11}")


def is_waiting(asked: str, now: datetime) -> bool:
    """Say whether a look that was asked for may still bring something; what is no second is long ago."""
    if not _SECOND.fullmatch(asked):
        return False
    return 0 <= int(now.timestamp()) - int(asked) < WAITS_FOR.total_seconds()


def waiting_path(path: str, asked_at: datetime) -> str:
    """Return the address of a character's page that waits for a look asked for at that moment."""
    return f"{path}?{ASKED}={int(asked_at.timestamp())}"


@dataclass(frozen=True, slots=True)
class UnknownPage:
    """A well-formed address of a character that is not kept here, and who may have been meant."""

    address: CharacterAddress
    alike: Sequence[CharacterAddress]
    asked: str | None = None
    """When the viewer asked for a look, as the address says; whether anybody looks is not known here."""
    is_waiting: bool = False
    """Whether that was so lately that the page asks again by itself."""
    sought: str | None = None
    """When the viewer had the name looked for among the files of an older tool, as the address says."""
    is_seeking: bool = False
    """Whether a worker is about to look there, so that the page asks again by itself."""
    may_seek: bool = False
    """Whether there are such files, and the viewer may have them looked through."""
    preview: Preview | None = None
    """What Battle.net told the viewer before they added the name, while the page waits for the rest."""
    is_unplaced: bool = False
    """Whether a file has the name and does not say where."""

    @property
    def status(self) -> int:
        """The HTTP status: who was told of before is not missing."""
        return 404 if self.preview is None else 200

    @property
    def poll_url(self) -> str:
        """Where the page asks whether there is somebody to show."""
        return f"{self.address.path}/_strip?{ASKED}={self.asked}"

    @property
    def seek_poll_url(self) -> str:
        """Where the page asks whether a worker has looked through the files."""
        return f"{self.address.path}/_sought?{SOUGHT}={self.sought}"

    @property
    def seek_url(self) -> str:
        """Where the page has the name looked for among the files, once it is there."""
        return f"{self.address.path}/_seek"

    @property
    def look_up_url(self) -> str:
        """Where "look this character up" goes."""
        return f"{self.address.path}/look-up"
