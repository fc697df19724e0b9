"""How often logs are looked at, and from when they count as late. Pure."""

from datetime import timedelta

from webapp.freshness.sections import ABSENT_PERIOD

PERIOD = timedelta(hours=12)
HASTY_PERIOD = timedelta(hours=2)
"""For who has raided lately or is looked at: a report appears some time after a raid."""
PARKED_PERIOD = ABSENT_PERIOD
"""For who hides their logs or is unknown there: only the player can change that."""
GRACE = timedelta(hours=24)
"""A raid's evening, the time until its report is ranked and a day's points used up are no delay."""
LATE_AFTER = PERIOD + GRACE
PARKED_LATE_AFTER = PARKED_PERIOD + GRACE
