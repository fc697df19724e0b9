"""Numbers of characters' rows where no foreign key empties them: SQLite gives them to others later."""

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.models import AuditEntry, Notification
from webapp.models.upsert import chunks


def clear_numbers(session: Session, ids: Collection[int]) -> None:
    """Empty what people were told of these characters and whose alts others were said to be.

    Whoever deletes characters calls it in the same transaction; that something was said stays.
    """
    for chunk in chunks(sorted(ids), 500):
        told = Notification.facts["character_id"].as_integer().in_(chunk)
        emptied = [update(Notification).where(told).values(facts={})]
        for column in (AuditEntry.before, AuditEntry.after):
            named = column["main_id"].as_integer().in_(chunk)
            emptied.append(update(AuditEntry).where(named).values({column: {"main_id": None}}))
        for statement in emptied:
            session.execute(statement.execution_options(synchronize_session=False))
