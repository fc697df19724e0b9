"""What the card's build found out, as the roster prints it: vault, raid progress, best log. Pure."""

from collections.abc import Sequence
from functools import lru_cache

from webapp.web.classes import UNKNOWN
from webapp.web.percentiles import band_of

SLOTS = 3
"""Slots in each row of the vault."""
NOT_SEEN = "Not seen this week: the vault is not known"
_ROWS = ("Raid", "Mythic+", "World")


@lru_cache(maxsize=256)
def vault_words(counts: Sequence[int | None] | None) -> tuple[str, str]:
    """Return the filled slots of raid, Mythic+ and world, short and in a sentence; None: not of this week.

    All that is known of a week is a lower bound until the rows are full, and says so.
    """
    if counts is None or all(count is None for count in counts):
        return UNKNOWN, NOT_SEEN
    is_full = all(count is None or count >= SLOTS for count in counts)
    short = " · ".join(UNKNOWN if count is None else str(count) for count in counts)
    told = "; ".join(f"{row} {_told(count)}" for row, count in zip(_ROWS, counts, strict=True))
    return short if is_full else f"≥ {short}", f"Filled slots of the vault: {told}"


def _told(count: int | None) -> str:
    if count is None:
        return "not known"
    return f"all {SLOTS}" if count >= SLOTS else f"at least {count} of {SLOTS}"


@lru_cache(maxsize=1024)
def audit_words(problems: int, summary: str | None) -> str:
    """Return what the number of the gear audit means, and which problems they are where that is known."""
    words = "1 problem in the gear" if problems == 1 else f"{problems} problems in the gear"
    return f"{words}: {summary}" if summary else words


@lru_cache(maxsize=512)
def audit_mark(problems: int | None, missing: int | None) -> tuple[str, int | None, int | None]:
    """Return how bad the audit looks, the number that leads, and how many lesser problems follow it."""
    if not problems:
        return "", problems, None
    if missing == 0:
        return "cheap", problems, None
    return "bad", missing or problems, problems - missing if missing else None


@lru_cache(maxsize=1024)
def log_words(percentile: float | None) -> tuple[str, str]:
    """Return a percentile rounded down, as Warcraft Logs does, and the band that colours it."""
    if percentile is None:
        return UNKNOWN, "none"
    return str(int(percentile)), band_of(percentile)
