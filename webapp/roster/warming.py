"""Make the rosters again that people look at most: as they are now, for the same kinds of viewers."""

from datetime import datetime

from webapp.caching.warming import Again
from webapp.roster.bodies import Asked, again, strip_again
from webapp.roster.queries import guild_of
from webapp.roster.warm_words import read_word


def ask_again(word: str, now: datetime) -> Again | None:
    """Return the roster that a word stands for, with the versions of this moment."""
    asked = _asked(word, now)
    return None if asked is None else again(asked)


def ask_strip_again(word: str, now: datetime) -> Again | None:
    """Return the sync strip that a word stands for."""
    asked = _asked(word, now)
    return None if asked is None else strip_again(asked)


def _asked(word: str, now: datetime) -> Asked | None:
    looked = read_word(word)
    guild = None if looked is None else guild_of(looked.guild_id)
    if looked is None or guild is None:
        return None
    return Asked(
        guild=guild, view=looked.view, problems=(), audience=looked.audience, viewer_id=None, now=now
    )
