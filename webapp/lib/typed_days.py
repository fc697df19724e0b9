"""Days as addresses and forms have them, in one form only. Pure."""

import re
from datetime import date

EARLIEST_YEAR = 1970
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def typed_day(given: str) -> date | None:
    """Return the day that is written as 2026-08-19; None of anything else, and of what no clock can reach."""
    try:
        day = date.fromisoformat(given) if _DAY.fullmatch(given) else None
    except ValueError:
        return None
    return None if day is None or day.year < EARLIEST_YEAR or day == date.max else day
