"""Put a look that somebody asked for into words: its place in the queue, and when to ask again. Pure."""

from datetime import datetime

from webapp.characters.facts import Look
from webapp.characters.page import Answer, LookView
from webapp.freshness.states import FreshnessState
from webapp.web.asking_again import trigger_of, whole_second
from webapp.web.freshness_words import place_words

UNDER_WAY = "Looking now"
AGAIN_FROM = "Refreshed; again from"
FAILED_AGAIN_FROM = "That look failed; try again from"


def look_view(look: Look, why: Answer, now: datetime) -> LookView:
    """Say what is going on, and whether "refresh now" can be pressed; the server holds the same rule."""
    trigger = trigger_of(is_active=look.is_under_way, again_at=look.again_at, now=now)
    words, again_at, announcement = "", None, why.sentence
    if look.is_under_way:
        words = announcement = UNDER_WAY if look.place is None else place_words(look.place)
    elif look.again_at is not None:
        has_failed = why.state == FreshnessState.FAILING.value
        words, again_at = FAILED_AGAIN_FROM if has_failed else AGAIN_FROM, whole_second(look.again_at)
        announcement = f"{'The look failed' if has_failed else 'Looked at'}. {why.sentence}"
    return LookView(
        is_active=look.is_under_way,
        trigger=trigger,
        words=words,
        again_at=again_at,
        back_at=None if again_at is None else look.again_at,
        is_open=not words,
        announcement=announcement,
    )
