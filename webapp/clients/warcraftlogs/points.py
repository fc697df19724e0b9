"""The allowance of points: what a key may spend in an hour, and what a question costs. Pure.

Every answer says how many points are spent and when they come back. Questions are priced by what the last one
cost a character, and a tenth of the hour is left to whatever else uses the same key. A price beyond reason is
what that other tool spent meanwhile: it is not learned, and each hour begins with the first price again.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from webapp.lib.governor.limits import GovernorBusy, Reason

KEPT_BACK = 0.1
"""The share of the hour's points that is never spent."""
FIRST_PRICE = 2.0
"""Points a character, until an answer has told the real price."""
DEAREST_PRICE = 5 * FIRST_PRICE
"""Points a character, above which the difference of two answers is not believed to be the price."""
MOST_POINTS = 1e9
"""An hour of more points is a mistake; keys have thousands."""
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 3600.0
UNSTATED_PAUSE = 60.0
REFUSED_FOR = 900.0
_MOST_DOUBLINGS = 6


def is_amount(value: object, *, most: float = MOST_POINTS) -> bool:
    """Say whether this is a number from nothing up to ``most``; NaN is not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """How the hour stands; times are seconds since 1970. Without a ``limit`` no answer has come yet."""

    limit: float | None = None
    spent: float = 0.0
    resets_at: float = 0.0
    price: float = FIRST_PRICE
    blocked_until: float = 0.0
    is_refused: bool = False
    strikes: int = 0

    def left(self, now: float) -> float | None:
        """Return the points that may still be spent; None when that is not known."""
        if self.limit is None or now >= self.resets_at:
            return None
        return max(0.0, self.limit * (1 - KEPT_BACK) - self.spent)

    def share_spent(self, now: float) -> float | None:
        """Return the share of the hour's points that is spent, where it is known."""
        return self.spent / self.limit if self.limit and now < self.resets_at else None

    @property
    def resets(self) -> datetime | None:
        """When the points are back."""
        return datetime.fromtimestamp(self.resets_at, UTC) if self.resets_at else None

    def without(self, characters: int, now: float) -> Self:
        """Set aside what a question about so many characters costs; raises GovernorBusy if it is too much."""
        if now < self.blocked_until:
            raise GovernorBusy(self.blocked_until - now, Reason.REFUSED if self.is_refused else Reason.PAUSED)
        left, price = self.left(now), characters * self.price
        if left is None:
            return self
        if price > left:
            raise GovernorBusy(max(SHORTEST_PAUSE, self.resets_at - now), Reason.HOUR)
        return replace(self, spent=self.spent + price)

    def told(self, rate: "Rate", *, characters: int, before: "Points", now: float) -> Self:
        """Believe an answer; the difference to what was spent ``before`` is the price of its characters."""
        is_same_hour = before.limit is not None and now < before.resets_at
        price = self.price if is_same_hour else FIRST_PRICE
        difference = rate.spent - before.spent
        if is_same_hour and characters and 0 < difference <= DEAREST_PRICE * characters:
            price = difference / characters
        resets_at = now + min(max(rate.resets_in, SHORTEST_PAUSE), LONGEST_PAUSE)
        return replace(self, limit=rate.limit, spent=rate.spent, resets_at=resets_at, price=price, strikes=0)

    def is_plausible(self, now: float) -> bool:
        """Say whether an entry that was stored can be worked with; its fields may hold anything."""
        amounts = (self.limit or 0.0, self.spent, self.strikes)
        latest = now + 2 * LONGEST_PAUSE  # clocks of two machines differ
        return (
            all(is_amount(amount) for amount in amounts)
            and is_amount(self.price, most=DEAREST_PRICE)
            and all(is_amount(at, most=latest) for at in (self.resets_at, self.blocked_until))
        )

    def paused(self, seconds: float | None, now: float) -> Self:
        """Ask nothing for as long as the server said; else until the points are back, or ever longer."""
        length = self._unstated_pause(now) if seconds is None else seconds
        until = now + min(max(length, SHORTEST_PAUSE), LONGEST_PAUSE)
        return replace(
            self, blocked_until=max(self.blocked_until, until), is_refused=False, strikes=self.strikes + 1
        )

    def refused(self, now: float) -> Self:
        """Ask nothing for a quarter of an hour: the key is refused, and only a person can mend that."""
        return replace(self, blocked_until=now + REFUSED_FOR, is_refused=True)

    def _unstated_pause(self, now: float) -> float:
        if self.left(now) == 0.0:
            return self.resets_at - now
        return UNSTATED_PAUSE * 2.0 ** min(self.strikes, _MOST_DOUBLINGS)


@dataclass(frozen=True, slots=True)
class Rate:
    """What an answer says of the points: ``resets_in`` seconds."""

    limit: float
    spent: float
    resets_in: float
