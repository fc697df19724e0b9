"""Change what holds for the whole server: who runs it is asked for again, and the log says who did what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.models import AuditEntry, User
from webapp.permissions.audit import Action

OF_SERVER = 0x6D757375
"""The advisory lock of whoever changes what holds for the whole server."""


class NotOperator(Exception):
    """Who wants to change something does not run this server any more."""


class Recorder(Protocol):
    """Writes lines of the log: of a guild's change, or of the server's."""

    def record(
        self,
        action: Action,
        *,
        before: Any,
        after: Any,
        subject: str | None = None,
        character_id: int | None = None,
        changes_rights: bool = True,
    ) -> None:
        """Write down what was done."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerChange:
    """One operator's change, within the caller's transaction."""

    session: Session
    actor_id: int
    now: datetime

    def record(
        self,
        action: Action,
        *,
        before: Any,
        after: Any,
        subject: str | None = None,
        character_id: int | None = None,
        changes_rights: bool = False,  # noqa: ARG002 - no right depends on what is changed here
    ) -> None:
        """Write what was done into the log, under no guild."""
        self.session.add(
            AuditEntry(
                guild_id=None,
                actor_id=self.actor_id,
                action=action.value,
                subject=subject,
                character_id=character_id,
                before=before,
                after=after,
                at=self.now,
            )
        )


def begin_server_change(session: Session, actor_id: int, now: datetime) -> ServerChange:
    """Wait for the change before, and lock the person's row, so that who takes the right away is seen.

    Raises NotOperator. Nothing stands for the whole server as a guild's row does for a guild, so that one
    advisory lock, taken before all others, keeps two changes of it apart; SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(OF_SERVER)))
    query = select(User.is_operator).where(User.bnet_id == actor_id)
    if not session.scalar(query.with_for_update(key_share=True)):
        raise NotOperator
    return ServerChange(session=session, actor_id=actor_id, now=now)
