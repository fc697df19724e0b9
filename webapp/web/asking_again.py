"""When a strip asks again: while something is under way, and once when a cool-down ends. Pure."""

import math
from datetime import datetime

WHILE_ACTIVE = "every 2s"


def trigger_of(*, is_active: bool, again_at: datetime | None, now: datetime) -> str:
    """Return htmx's words for when a strip asks for itself; empty when it never does.

    A strip that waits for the end of its cool-down asks once, when "refresh now" can be pressed again.
    """
    if is_active:
        return WHILE_ACTIVE
    if again_at is None or again_at <= now:
        return ""
    return f"load delay:{math.ceil((again_at - now).total_seconds())}s"
