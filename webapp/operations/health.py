"""How a thing is that keeps data fresh: one word, since when, and what still works without it. Pure.

The words follow Healthchecks. What nobody has seen is *unknown*, never good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TOLERANCE = timedelta(seconds=10)
"""A tick may be so much late without anybody having to know: the loop of the clock itself takes a moment."""
SKEW = timedelta(minutes=1)
"""What was seen further in the future than this was seen by a machine whose clock differs from ours."""


class Health(StrEnum):
    """One word for how a thing is."""

    OK = "ok"
    NEW = "new"
    PAUSED = "paused"
    LATE = "late"
    UNKNOWN = "unknown"
    DOWN = "down"


WORST_LAST = tuple(Health)
NEEDS_SOMEBODY = frozenset({Health.LATE, Health.UNKNOWN, Health.DOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at; ``since`` is when trouble began, ``works`` what goes on without it.

    ``again`` says when somebody looked last, and looks next; ``word`` is shown in place of the
    health where another one says it better.
    """

    subject: str
    health: Health
    words: str
    since: datetime | None = None
    works: str = ""
    again: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The whole in one line, then what is wrong with the worst first."""

    health: Health
    title: str
    troubles: Sequence[Check]


def tick_health(
    last: datetime | None, every: timedelta, now: datetime, *, is_paused: bool = False, is_clock_alive: bool
) -> Health:
    """Return how a periodic thing is: late after its period, down after two, new until its first tick."""
    if last is None:
        return Health.NEW if is_clock_alive else Health.UNKNOWN
    if last - now > SKEW:
        return Health.UNKNOWN
    if now - last > 2 * every + TOLERANCE:
        return Health.DOWN
    if now - last > every + TOLERANCE:
        return Health.LATE
    return Health.PAUSED if is_paused else Health.OK


def worst_of(checks: Sequence[Check]) -> Health:
    """Return the worst health among checks; of none, nothing is known."""
    return max((check.health for check in checks), key=WORST_LAST.index, default=Health.UNKNOWN)


def verdict_of(checks: Sequence[Check]) -> Verdict:
    """Say in one line how everything is, with the worst check in it."""
    ordered = sorted(checks, key=lambda check: WORST_LAST.index(check.health), reverse=True)
    troubles = [check for check in ordered if check.health in NEEDS_SOMEBODY | {Health.PAUSED}]
    needing = [check for check in troubles if check.health in NEEDS_SOMEBODY]
    health = worst_of(checks)
    if needing:
        return Verdict(health=health, title=_needs(needing), troubles=troubles)
    if troubles:
        return Verdict(health=health, title=f"{troubles[0].subject} {troubles[0].words}.", troubles=troubles)
    title = "Everything that keeps data fresh is at work." if checks else "Nothing is known."
    return Verdict(health=health, title=title, troubles=())


def _needs(needing: Sequence[Check]) -> str:
    first = f"{needing[0].subject} {needing[0].words}"
    rest = len(needing) - 1
    if not rest:
        return f"{first}."
    return f"{first}, and {rest} more {'thing needs' if rest == 1 else 'things need'} somebody."
