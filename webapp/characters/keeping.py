"""Under which key a card is kept, and for how long. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from webapp.characters.page import LookView
from webapp.permissions.policy import Tool

COUNTS_MINUTES = timedelta(minutes=1)
"""A card says "checked 12 min ago", so it is good for so long."""
NOT_KEPT = timedelta(0)
_NOT_OF_THE_CARD = frozenset(
    {"player_card", "guild_data_version", "permission_version", "roster_succeeded_at", "ranks_doubted_at"}
)
"""The document has a version of its own, when it was built; the rest is about the guild as a whole."""
_OF_WHO_ASKS = "session_"


def key_of(row: Mapping[str, Any], tools: Iterable[Tool]) -> str:
    """Return the key of a card: the character, everything that its one row tells, and for whom it is cut."""
    facts = [
        (name, str(value))
        for name, value in sorted(row.items())
        if name not in _NOT_OF_THE_CARD and not name.startswith(_OF_WHO_ASKS)
    ]
    seen = repr((facts, sorted(tools)))
    return f"{row['id']}:{hashlib.sha256(seen.encode()).hexdigest()[:24]}"


def fresh_for(look: LookView, now: datetime) -> timedelta:
    """Return how long a card stays true: not at all while somebody waits for a look that is under way."""
    if look.is_active:
        return NOT_KEPT
    left = COUNTS_MINUTES if look.again_at is None else look.again_at - now
    return max(NOT_KEPT, min(COUNTS_MINUTES, left))
