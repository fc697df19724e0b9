"""The sweeper's step for plain names that a server of the version before did not write or renew."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.lib.spelling import plain
from webapp.models import Character, FormerName
from webapp.models.upsert import chunks, lock_characters, update_each

HANDFUL = 200
"""Rows without a plain name a transaction."""


def renew_plain_names(session: Session, renamed_since: datetime, *, now: datetime) -> int:
    """Write the plain names that are missing, and of those renamed since what is that of another name."""
    missing = select(Character.id).where(Character.name_plain.is_(None)).limit(HANDFUL)
    renamed = select(FormerName.character_id).where(FormerName.until >= renamed_since)
    ids = {*session.scalars(missing), *session.scalars(renamed)}
    lock_characters(session, ids)
    changes: dict[int, dict[str, str]] = {}
    columns = (Character.id, Character.name_key, Character.name_plain)
    for some in chunks(sorted(ids), 500):
        for row in session.execute(select(*columns).where(Character.id.in_(some))):
            if row.name_plain != (wanted := plain(row.name_key)):
                changes[row.id] = {"name_plain": wanted}
    update_each(session, Character, changes, now=now)
    return len(changes)
