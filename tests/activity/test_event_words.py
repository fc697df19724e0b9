"""An event in words."""

from datetime import UTC, datetime

from webapp.activity.event_words import (
    BY_PERSON,
    BY_STATUS,
    RANK_BY_PERSON,
    certainty_words,
    side_words,
    what_words,
)
from webapp.words import EventKind

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_a_lower_number_is_a_promotion() -> None:
    assert what_words(EventKind.RANK_CHANGED, {"rank": 4}, {"rank": 2}) == "promoted"
    assert what_words(EventKind.RANK_CHANGED, {"rank": 2}, {"rank": 4}) == "demoted"
    assert what_words(EventKind.RANK_CHANGED, None, None) == "rank changed"


def test_sides_are_told_as_far_as_they_are_kept() -> None:
    assert side_words(EventKind.RENAMED, {"name": "Thrall"}, {}) == "Thrall"
    assert side_words(EventKind.LEFT, {"rank": 2}, {2: "Seer"}) == "2 · Seer"
    assert side_words(EventKind.RENAMED, None, {}) is None
    assert side_words(EventKind.JOINED, {}, {}) is None


def test_a_moment_is_as_sure_as_what_told_it() -> None:
    joined = EventKind.JOINED
    assert certainty_words(EventKind.DELETED, has_run=True, earlier_at=NOON) == BY_STATUS
    assert certainty_words(joined, has_run=False, earlier_at=NOON) == BY_PERSON
    assert certainty_words(EventKind.RANK_CHANGED, has_run=False, earlier_at=None) == RANK_BY_PERSON
    assert "before it was noticed" in certainty_words(joined, has_run=True, earlier_at=None)
    assert "between 21 Nov 2026 12:00 UTC" in certainty_words(joined, has_run=True, earlier_at=NOON)
