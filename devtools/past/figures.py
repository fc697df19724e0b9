"""What a member of the demo guild was like, day by day, on the way to the figures of today: made up. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from webapp.history.days import DAY, day_of

MANNERS = ("rises", "rises", "rises", "rises", "rises", "rises", "late", "stalls", "stalls", "falls")
SLOTS = 3
GEAR_SLOTS = 4
"""Pieces of a tier set that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What somebody is like today; None is what nobody knows."""

    item_level: int | None
    rating: float | None
    achievement_points: int | None
    tier_pieces: int | None
    problem_count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """When somebody was in the guild, of the weeks that began at ``begins_at`` and end at ``ends_at``."""

    begins_at: datetime
    ends_at: datetime
    here: Sequence[tuple[datetime, datetime]]

    def is_here(self, moment: datetime) -> bool:
        """Say whether a roster would have listed them."""
        return any(first <= moment < last for first, last in self.here)


def snapshots(today: Today, stay: Stay, seed: int) -> Iterator[dict[str, Any]]:
    """Yield a row for each day that differs from the one before, and for the last day of each week.

    Who is not in the guild is read by nobody. Days on which nobody played change nothing, and of a week
    without one nothing is known of the vault.
    """
    chance = Random(f"figures {seed}")
    manner, diligence = chance.choice(MANNERS), chance.uniform(0.1, 0.5)
    climb, extra, pieces = chance.randint(12, 34), chance.randint(2, 6), chance.randint(0, GEAR_SLOTS)
    played, last = 0, None
    days = (stay.ends_at - stay.begins_at) // DAY
    figures, slots = _figures(today, 0.0, climb=climb, extra=extra, pieces=pieces), None
    for number in range(days):
        at, weekday = stay.begins_at + number * DAY, number % 7
        slots = None if weekday == 0 else slots
        if chance.random() < diligence:
            share = _progress(manner, (number + 1) / days)
            figures = _figures(today, share, climb=climb, extra=extra, pieces=pieces)
            played = 1 if slots is None else played + 1
            slots = _slots(played, chance)
        if not stay.is_here(at):
            last = None
            continue
        row = {**figures, **(slots or dict.fromkeys(("vault_raid", "vault_mythic", "vault_world")))}
        if row != last or weekday == 6:  # noqa: PLR2004 - the last day of a week
            day = day_of(at, stay.begins_at + number // 7 * timedelta(weeks=1))
            yield {"taken_on": day.taken_on, "week_on": day.week_on, **row}
        last = row


def _progress(manner: str, part: float) -> float:
    """Return how much of the way to today is done; more than all of it for who has fallen since."""
    if manner == "late":
        return 0.0 if part < 0.5 else (part - 0.5) * 2  # noqa: PLR2004 - half of the time
    if manner == "stalls":
        return min(1.0, part * 4)
    if manner == "falls":
        return min(1.4, part * 2) if part < 0.9 else 1.0  # noqa: PLR2004 - lately
    return float(1 - (1 - part) ** 1.6)


def _figures(today: Today, share: float, *, climb: int, extra: int, pieces: int) -> dict[str, Any]:
    """Return the figures at a part of the way; a rating never falls within a season."""
    known = min(share, 1.0)
    level, rating, points = today.item_level, today.rating, today.achievement_points
    tier, problems = today.tier_pieces, today.problem_count
    return {
        "item_level": None if level is None else max(1, level - round(climb * (1 - share))),
        "mythic_rating": None if rating is None else round(rating * known**0.8, 3),
        "achievement_points": None if points is None else max(0, points - round(300 * (1 - known)) // 5 * 5),
        "tier_pieces": None if tier is None else min(tier, round(tier * known + pieces * known * 0.5)),
        "problem_count": None if problems is None else problems + round(extra * (1 - known)),
    }


def _slots(played: int, chance: Random) -> dict[str, int]:
    """Return how many slots of the week's vault are filled after so many evenings."""
    reached = min(played, SLOTS)
    return {
        "vault_raid": min(reached, chance.randint(0, reached)),
        "vault_mythic": reached,
        "vault_world": chance.randint(0, 1) + (reached == SLOTS),
    }
