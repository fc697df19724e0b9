"""The words of the matrix of cache health: the states of sections, and the steps of their ages. Pure."""

from collections.abc import Mapping
from datetime import timedelta

from webapp.freshness.states import FreshnessState

SECTION_STATES = (
    FreshnessState.FRESH,
    FreshnessState.LATE,
    FreshnessState.STALE,
    FreshnessState.FAILING,
    FreshnessState.PARKED,
    FreshnessState.NEVER,
)
"""The columns of the matrix, the best first; what was never asked for has no row."""
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
