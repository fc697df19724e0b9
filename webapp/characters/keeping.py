"""Under which key a card is kept, and for how long. Pure."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from webapp.characters.page import CardPage
from webapp.permissions.policy import Tool

STEPS = tuple(timedelta(minutes=minutes) for minutes in (15, 10, 5, 2))
"""How long a card may be kept that says the same until then."""
_JUST_BEFORE = timedelta(seconds=1)
LEAST = timedelta(minutes=1)
"""So long any card is kept on which nothing is under way, though the clock may change a word of it."""
NOT_KEPT = timedelta(0)
_NOT_OF_THE_CARD = frozenset(
    {"player_card", "guild_data_version", "permission_version", "roster_succeeded_at", "ranks_doubted_at"}
)
"""The document has a version of its own, when it was built; the rest is about the guild as a whole."""
_OF_WHO_ASKS = "session_"


def key_of(row: Mapping[str, Any], tools: Iterable[Tool]) -> str:
    """Return the key of a card: the character, everything that its one row tells, and for whom it is cut."""
    facts = [
        (name, None if value is None else str(value))
        for name, value in sorted(row.items())
        if name not in _NOT_OF_THE_CARD and not name.startswith(_OF_WHO_ASKS)
    ]
    seen = repr((facts, sorted(tools)))
    return f"{row['id']}:{hashlib.sha256(seen.encode()).hexdigest()[:24]}"


def fresh_for(page_at: Callable[[datetime], CardPage], now: datetime) -> timedelta:
    """Return how long a card stays true: not at all while somebody waits for a look that is under way.

    Moments are told as themselves, so that a card says the same until a state turns, the week ends, or
    "refresh now" is back; whether it does is seen by making it for a later moment.
    """
    page = page_at(now)
    if page.look.is_active:
        return NOT_KEPT
    longest = STEPS[0]
    if page.look.back_at is not None:
        longest = max(NOT_KEPT, min(longest, page.look.back_at - now))
    steps = (longest, *(step for step in STEPS if step < longest))
    true = (step for step in steps if page_at(now + step - _JUST_BEFORE) == page)
    return next(true, min(longest, LEAST))
