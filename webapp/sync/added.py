"""Keep the names that people typed to add a character."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.models import AddedCharacter

ADDED_KEPT_FOR = timedelta(days=7)
"""For so long a name that somebody typed is found by them, whatever its look brings."""
HANDFUL = 200


def drop_added(session: Session, border: datetime) -> int:
    """Remove a handful of names typed before the border: whoever was found has a row of their own by then."""
    old = select(AddedCharacter.id).where(AddedCharacter.updated_at < border).limit(HANDFUL)
    ids = session.scalars(old).all()
    session.execute(delete(AddedCharacter).where(AddedCharacter.id.in_(ids)))
    return len(ids)
