"""The allowance of points: what a key may spend in an hour, and what a question costs. Pure.

Every answer says how many points are spent and when they come back; nobody documents whether its own cost is
among them. So questions are priced by what the last ones cost together, which comes near either way, and one
odd answer never sets the price. A tenth of the hour is left to whatever else uses the same key. A difference
beyond reason is what that other tool spent meanwhile: it is not learned, and each hour begins with the first
price again.

What a question may cost is set aside until an answer tells the true figure, or for five minutes: questions
that fail use up no hour, and whoever has to wait for them is told that there is trouble.
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
GIVEN_BACK_AFTER = 300.0
"""Seconds after the last question; no question takes nearly as long."""
REMEMBERED = 0.8
"""How much of what earlier questions cost counts beside the next one: about five of them make the price."""
FIRST_WEIGHT = 50.0
"""Characters that the first price counts for."""
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
    aside: float = 0.0
    given_back_at: float = 0.0
    resets_at: float = 0.0
    paid: float = FIRST_PRICE * FIRST_WEIGHT
    weight: float = FIRST_WEIGHT
    characters: int = 0
    blocked_until: float = 0.0
    is_refused: bool = False
    is_troubled: bool = False
    strikes: int = 0

    @property
    def price(self) -> float:
        """What a character costs: points that the last questions cost, by their characters."""
        return min(self.paid / self.weight, DEAREST_PRICE)

    def left(self, now: float) -> float | None:
        """Return the points that may still be spent, by what was told last; None when that is not known."""
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
        aside = self.aside if now < self.given_back_at else 0.0
        if price > left:
            raise GovernorBusy(max(SHORTEST_PAUSE, self.resets_at - now), Reason.HOUR)
        if price > left - aside:
            reason = Reason.TROUBLED if self.is_troubled else Reason.HOUR
            raise GovernorBusy(max(SHORTEST_PAUSE, self.given_back_at - now), reason)
        return replace(self, aside=aside + price, given_back_at=now + GIVEN_BACK_AFTER)

    def told(self, rate: "Rate", *, characters: int, now: float) -> Self:
        """Believe an answer: nothing stays set aside, and what was spent since the last tells the price."""
        known = self if self.limit is not None and now < self.resets_at else Points()
        paid, weight = known.paid, known.weight
        difference = rate.spent - self.spent
        if known is self and 0 < difference <= DEAREST_PRICE * max(characters, self.characters):
            paid, weight = REMEMBERED * paid + difference, REMEMBERED * weight + characters
        resets_at = now + min(max(rate.resets_in, SHORTEST_PAUSE), LONGEST_PAUSE)
        return replace(
            self,
            limit=rate.limit,
            spent=rate.spent,
            aside=0.0,
            resets_at=resets_at,
            paid=paid,
            weight=weight,
            characters=characters,
            is_troubled=False,
            strikes=0,
        )

    def failed(self) -> Self:
        """Remember that a question brought no answer: whether it cost anything, the next answer tells."""
        return replace(self, is_troubled=True)

    def is_plausible(self, now: float) -> bool:
        """Say whether an entry that was stored can be worked with; its fields may hold anything."""
        amounts = (self.limit or 0.0, self.spent, self.aside, self.paid, self.characters, self.strikes)
        latest = now + 2 * LONGEST_PAUSE  # clocks of two machines differ
        times = (self.resets_at, self.blocked_until, self.given_back_at)
        return (
            all(is_amount(amount) for amount in amounts)
            and is_amount(self.weight)
            and self.weight > 0
            and all(is_amount(at, most=latest) for at in times)
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
