"""Make the cards again that people look at most: as they are now, for the same kinds of viewers."""

from datetime import datetime

from sqlalchemy import select

from webapp.caching.warming import Again
from webapp.characters.bodies import again
from webapp.characters.queries import find_character
from webapp.characters.warm_words import read_word
from webapp.extensions import db
from webapp.models import Character


def ask_again(word: str, now: datetime) -> Again | None:
    """Return the card that a word stands for, as its rows are at this moment."""
    looked = read_word(word)
    if looked is None:
        return None
    character_id, tools = looked
    place = select(Character.region, Character.realm, Character.name).where(Character.id == character_id)
    row = db.session.execute(place).one_or_none()
    found = None if row is None else find_character(*row, now=now)
    return None if found is None or found.id != character_id else again(found, tools, now)
