"""Read what operators did to the server."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import AuditEntry, User
from webapp.operations.status.log_words import entry_words, what_words
from webapp.operations.status.page import LogRow
from webapp.permissions.audit import ACTIONS, Kind

SHOWN = 10
SOMEBODY = "somebody who is gone"


def read_log(session: Session, limit: int = SHOWN) -> Sequence[LogRow]:
    """Return the newest entries about the sync that belong to no guild."""
    query = (
        select(AuditEntry.at, AuditEntry.action, AuditEntry.subject, AuditEntry.after, User.battletag)
        .outerjoin(User, User.bnet_id == AuditEntry.actor_id)
        .where(AuditEntry.guild_id.is_(None), AuditEntry.action.in_(sorted(ACTIONS[Kind.SYNC])))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(limit)
    )
    return [
        LogRow(
            at=row.at,
            who=row.battletag.partition("#")[0] if row.battletag else SOMEBODY,
            what=what_words(row.action, row.subject),
            words=entry_words(row.after),
        )
        for row in session.execute(query)
    ]
