"""From when on somebody may ask for another look at a character. Pure."""

from datetime import datetime, timedelta

from webapp.freshness.states import has_failed

CHARACTER_COOL_DOWN = timedelta(minutes=5)
"""A character is looked at on a person's wish once in this time."""
AFTER_FAILURE = timedelta(seconds=45)
"""A look that failed made nothing fresh, and often the next one comes through: so soon it may be had."""


def character_again_at(
    attempted_at: datetime | None, wished_at: datetime | None, outcome: str | None
) -> datetime | None:
    """Return when the cool-down ends; None where nobody has looked or asked yet."""
    asked = [at for at in (attempted_at, wished_at) if at is not None]
    if not asked:
        return None
    last = max(asked)
    return last + (AFTER_FAILURE if last == attempted_at and has_failed(outcome) else CHARACTER_COOL_DOWN)
