"""Read the history of a character."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.extensions import db
from webapp.history.facts import Day
from webapp.models import CharacterSnapshot

SHOWN_FOR = timedelta(weeks=27)
"""What a page draws, and a week more: the oldest may have begun before."""


def recent_days(character_id: int, now: datetime) -> Sequence[Day]:
    """Return the snapshots of about half a year in the order of time: a few hundred rows at most."""
    one = CharacterSnapshot
    query = select(one.taken_on, one.week_on, one.item_level, one.mythic_rating)
    mine = (one.character_id == character_id, one.taken_on >= (now - SHOWN_FOR).date())
    return [
        Day(taken_on=row[0], week_on=row[1], item_level=row[2], rating=row[3])
        for row in db.session.execute(query.where(*mine).order_by(one.taken_on))
    ]
