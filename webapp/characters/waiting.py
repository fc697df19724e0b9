"""How long a page waits for a look that its viewer asked for: it asks again for a while, then ends. Pure."""

import re
from datetime import datetime, timedelta

ASKED = "asked"
"""What an address has behind its question mark since somebody asked for a look: the second of the press."""
WAITS_FOR = timedelta(seconds=60)
_SECOND = re.compile(r"[0-9]{1,11}")


def is_waiting(asked: str, now: datetime) -> bool:
    """Say whether a look that was asked for may still bring something; what is no second is long ago."""
    if not _SECOND.fullmatch(asked):
        return False
    return 0 <= int(now.timestamp()) - int(asked) < WAITS_FOR.total_seconds()
