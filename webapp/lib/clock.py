"""The one place that reads the wall clock; everything else is told what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment in UTC, timezone-aware."""
    return datetime.now(UTC)
