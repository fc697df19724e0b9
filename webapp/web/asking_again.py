"""When a strip asks again: while something is under way, and once when a cool-down ends. Pure."""

from datetime import datetime, timedelta

WHILE_ACTIVE = "every 2s"
WHEN_BACK = "back"
"""The event that the page's script sends to a strip at the moment in its ``data-back-at``."""


def whole_second(moment: datetime) -> datetime:
    """Return the first whole second from a moment on: what is said is true when it comes, and not sooner."""
    return moment.replace(microsecond=0) + timedelta(seconds=bool(moment.microsecond))


def trigger_of(*, is_active: bool, again_at: datetime | None, now: datetime) -> str:
    """Return htmx's words for when a strip asks for itself; empty when it never does.

    A strip that waits for the end of its cool-down asks once, when "refresh now" can be pressed again: it
    tells that moment and no span, because it may have been kept for a while.
    """
    if is_active:
        return WHILE_ACTIVE
    return WHEN_BACK if again_at is not None and again_at > now else ""
