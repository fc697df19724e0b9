"""How long a page waits for a look that its viewer asked for: it asks again for a while, then ends. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.characters.address import CharacterAddress

ASKED = "asked"
"""What an address has behind its question mark since somebody asked for a look: the second of the press."""
WAITS_FOR = timedelta(seconds=60)
_SECOND = re.compile(r"[0-9]{1,11}")


def is_waiting(asked: str, now: datetime) -> bool:
    """Say whether a look that was asked for may still bring something; what is no second is long ago."""
    if not _SECOND.fullmatch(asked):
        return False
    return 0 <= int(now.timestamp()) - int(asked) < WAITS_FOR.total_seconds()


@dataclass(frozen=True, slots=True)
class UnknownPage:
    """A well-formed address of a character that is not kept here, and who may have been meant."""

    address: CharacterAddress
    alike: Sequence[CharacterAddress]
    asked: str | None = None
    """When the viewer asked for a look, as the address says; whether anybody looks is not known here."""
    is_waiting: bool = False
    """Whether that was so lately that the page asks again by itself."""

    @property
    def poll_url(self) -> str:
        """Where the page asks whether there is somebody to show."""
        return f"{self.address.path}/_strip?{ASKED}={self.asked}"

    @property
    def look_up_url(self) -> str:
        """Where "look this character up" goes."""
        return f"{self.address.path}/look-up"
