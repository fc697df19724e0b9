"""Give people what they are told, but for the kinds that they switched off."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.models import Notification, User
from webapp.models.upsert import chunks


def tell_people(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert notifications, all of the same columns, within the caller's transaction."""
    muted = read_muted(session, {row["user_id"] for row in rows})
    wanted = [dict(row) for row in rows if row["kind"] not in muted.get(row["user_id"], ())]
    if wanted:
        session.execute(insert(Notification), wanted)


def read_muted(session: Session, user_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """Return which kinds each of these people switched off, of those who did."""
    found: dict[int, frozenset[str]] = {}
    for chunk in chunks(sorted(user_ids), 500):
        query = select(User.bnet_id, User.muted_kinds)
        for row in session.execute(query.where(User.bnet_id.in_(chunk), User.muted_kinds.is_not(None))):
            found[row.bnet_id] = frozenset(map(str, row.muted_kinds or ()))
    return found
