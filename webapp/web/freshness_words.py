"""The words of freshness that pages share: states, and places in the queue."""

from datetime import timedelta

from webapp.freshness.states import FreshnessState
from webapp.freshness.telling import duration
from webapp.sync.facts import Place

STATE_WORDS = {
    FreshnessState.NEVER: "never read",
    FreshnessState.FRESH: "fresh",
    FreshnessState.LATE: "late",
    FreshnessState.STALE: "stale",
    FreshnessState.FAILING: "failing",
    FreshnessState.PARKED: "parked",
    FreshnessState.PAUSED: "paused",
    FreshnessState.NOT_SEEN_THIS_WEEK: "not seen",
}
TEENS = range(11, 14)
SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def place_words(place: Place) -> str:
    """Return a place in the queue: next, or how many come first, and about how long it takes.

    Of a wish that nobody takes no time is promised: who runs the server sees what is not at work.
    """
    place_text = "next in line" if place.ahead == 0 else f"{ordinal(place.ahead + 1)} in line"
    if place.is_overdue:
        waited = duration(place.waited)
        return f"Queued, {place_text}, but not begun after {waited}; whoever runs this server can see why"
    return f"Queued, {place_text}, about {duration(timedelta(seconds=place.seconds))}"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th, 22nd."""
    suffix = "th" if number % 100 in TEENS else SUFFIXES.get(number % 10, "th")
    return f"{number}{suffix}"
