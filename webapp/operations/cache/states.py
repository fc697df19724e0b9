"""How a stored section is: by what came of the last attempt, then by its age against its own period. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from webapp.freshness.sections import (
    LOGIN_SECTIONS,
    MEDIA_PERIOD,
    PROFESSIONS_PERIOD,
    SUMMARY_PERIOD,
    VALIDITY_PERIOD,
)
from webapp.freshness.states import CHARACTER_GRACE, CHARACTER_PERIOD
from webapp.words import Section


class SectionHealth(StrEnum):
    """The states of the matrix, the best first; what was never asked for has no row."""

    FRESH = "fresh"
    LATE = "late"
    STALE = "stale"
    FAILING = "failing"
    PARKED = "parked"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often a section is due; ``is_by_look``: it is as good as the last look at its character."""

    period: timedelta
    grace: timedelta
    is_by_look: bool = False


BY_LOOK = Cadence(period=CHARACTER_PERIOD, grace=CHARACTER_GRACE, is_by_look=True)
LOGS_PERIOD = timedelta(hours=12)
PERIODS: Mapping[Section, Cadence] = {
    Section.SUMMARY: BY_LOOK,
    **dict.fromkeys(sorted(LOGIN_SECTIONS), BY_LOOK),
    Section.PROFESSIONS: Cadence(period=PROFESSIONS_PERIOD + SUMMARY_PERIOD, grace=PROFESSIONS_PERIOD),
    Section.MEDIA: Cadence(period=MEDIA_PERIOD + SUMMARY_PERIOD, grace=MEDIA_PERIOD / 2),
    Section.STATUS: Cadence(period=VALIDITY_PERIOD + timedelta(days=1), grace=timedelta(days=3)),
    Section.LOGS: Cadence(period=LOGS_PERIOD + timedelta(hours=2), grace=LOGS_PERIOD),
}
"""What is only asked for together with a look may be as much later as looks are apart."""
AGES: Mapping[str, timedelta] = {
    "1h": timedelta(hours=1),
    "4h": timedelta(hours=4),
    "12h": timedelta(hours=12),
    "1d": timedelta(days=1),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
"""The steps of the histogram: answers that are at most so old."""
OLDER = "older"
AGE_WORDS: Mapping[str, str] = {
    "1h": "under an hour",
    "4h": "1 to 4 hours",
    "12h": "4 to 12 hours",
    "1d": "12 to 24 hours",
    "7d": "1 to 7 days",
    "30d": "7 to 30 days",
    OLDER: "over 30 days",
}
