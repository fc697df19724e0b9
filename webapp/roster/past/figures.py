"""What a snapshot says of a day, in words: how old it was then, and what nobody knows. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from webapp.permissions.policy import Tool

WEEK = timedelta(days=7)
UNKNOWN = "not known"
NONE = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A snapshot, as far as pages of the past print it."""

    taken_on: date
    week_on: date
    item_level: int | None
    rating: float | None
    tier: int | None
    problems: int | None
    vault: tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """Whether figures may be told, and those of the gear audit with them."""

    any: bool
    audit: bool


def shown_to(tools: frozenset[Tool]) -> ShownFigures:
    """Return what these tools show: figures of the past tell when somebody was in the game."""
    tells_seen = Tool.LAST_SEEN in tools
    return ShownFigures(tells_seen, tells_seen and Tool.GEAR_AUDIT in tools)


def whole(value: float | None) -> str:
    """Return a figure without decimals."""
    return UNKNOWN if value is None else f"{value:,.0f}"


def rounded(value: float | None) -> int | None:
    """Return a figure as a file has it, which is as pages print it."""
    return None if value is None else round(value)


def signed(gain: float | None) -> str:
    """Return how much more it is."""
    if gain is None:
        return UNKNOWN
    return f"{gain:+,.0f}".replace("-", "\N{MINUS SIGN}") if round(gain) else "±0"


def grown(value: float | None, more: float | None) -> tuple[str, str]:
    """Return a figure and how much more that is; of a figure that is not known nothing more is said."""
    return whole(value), "" if value is None else signed(more)


def gain(before: float | None, after: float | None) -> int | None:
    """Return how much a figure grew, as it is printed; None where either is not known."""
    return None if before is None or after is None else round(after) - round(before)


def vault_words(one: Figures, day: date) -> str:
    """Return the slots filled at least in the week of a day; of an earlier week's nothing is known."""
    if day - one.week_on >= WEEK or all(slots is None for slots in one.vault):
        return UNKNOWN
    return "≥ " + " · ".join("?" if slots is None else str(slots) for slots in one.vault)


def is_old(one: Figures, day: date) -> bool:
    """Say whether nobody knows that it was still so: each week that is known ends with a snapshot."""
    return day - one.taken_on > WEEK


def middle(values: Iterable[float | None]) -> tuple[float | None, int]:
    """Return the median of what is known, and of how many it is."""
    known = [value for value in values if value is not None]
    return (median(known) if known else None), len(known)
