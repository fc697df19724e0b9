"""How the card writes durations, percentiles and numbers, and reads the moments of its document. Pure."""

from datetime import UTC, datetime, timedelta

UNKNOWN = "—"
WEEK = timedelta(days=7)
BANDS = (
    (100, "gold"),
    (99, "pink"),
    (95, "orange"),
    (75, "purple"),
    (50, "blue"),
    (25, "green"),
    (0, "grey"),
)
"""From which percentile on Warcraft Logs uses which colour."""


def moment_of(text: str | None) -> datetime | None:
    """Return a moment of the document; what cannot be read is not known."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def minutes(milliseconds: int | None) -> str:
    """Write how long a run took: ``28:31``, ``1:02:07``."""
    if milliseconds is None:
        return UNKNOWN
    seconds = abs(milliseconds) // 1000
    hours, rest = divmod(seconds, 3600)
    clock = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{clock}" if hours else clock.removeprefix("0")


def whole(number: float | None) -> str:
    """Write a number without its fraction, in groups of thousands."""
    return UNKNOWN if number is None else f"{number:,.0f}"


def band_of(percentile: float) -> str:
    """Return the band of a percentile; the number is rounded down, as Warcraft Logs does."""
    return next((band for least, band in BANDS if int(percentile) >= least), "grey")
