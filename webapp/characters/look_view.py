"""Put a look that somebody asked for into words: its place in the queue, and when to ask again. Pure."""

from webapp.characters.facts import Look
from webapp.characters.page import Answer, LookView
from webapp.web.freshness_words import place_words

UNDER_WAY = "Looking now"


def look_view(look: Look, why: Answer) -> LookView:
    """Say what is going on, and whether "refresh now" can be pressed; the server holds the same rule."""
    if look.is_under_way:
        words = UNDER_WAY if look.place is None else place_words(look.place)
        return LookView(is_active=True, words=words, again_at=None, is_open=False, announcement=words)
    if look.again_at is not None:
        return LookView(
            is_active=False,
            words="Refreshed; again from",
            again_at=look.again_at,
            is_open=False,
            announcement=f"Looked at. {why.sentence}",
        )
    return LookView(is_active=False, words="", again_at=None, is_open=True, announcement=why.sentence)
