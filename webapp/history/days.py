"""Which day and week of the game a moment belongs to: they go from reset to reset. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class GameDay:
    """A day, called by the UTC date on which it begins, and the first day of its week."""

    taken_on: date
    week_on: date


def day_of(moment: datetime, week_start: datetime) -> GameDay:
    """Return the day of a moment in the week that began then; each begins at the hour of the reset.

    So the last day of a week ends with the week, whatever the hour, and no day belongs to two weeks.
    """
    days = (moment - week_start) // DAY
    return GameDay(taken_on=(week_start + days * DAY).date(), week_on=week_start.date())


def last_day_before(reset: datetime) -> GameDay:
    """Return the last day of the week that ended with a reset."""
    return day_of(reset - DAY, reset - WEEK)
