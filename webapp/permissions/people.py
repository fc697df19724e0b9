"""Read who a request belongs to: the session's columns stand beside whatever else its key statement reads."""

from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select

from webapp.models import Notification, User, UserSession
from webapp.permissions.key_reading import read_key

_UNREAD = (
    select(func.count())
    .select_from(Notification)
    .where(Notification.user_id == UserSession.user_id, Notification.read_at.is_(None))
    .correlate(UserSession)
    .scalar_subquery()
)
OF_SESSION = (
    *(
        column.label(f"session_{column.key}")
        for column in (
            UserSession.id,
            UserSession.user_id,
            UserSession.seen_at,
            UserSession.expires_at,
            UserSession.revoked_at,
            UserSession.view_as_guild_id,
            UserSession.view_as_rank,
            User.battletag,
            User.is_operator,
        )
    ),
    _UNREAD.label("session_unread"),
)
"""In the order in which ``viewer_of`` reads them; labelled, for others beside them have the same names."""
NO_SESSION = (None,) * len(OF_SESSION)
SESSION_ID: BindParameter[str] = bindparam("session_id")
_ALONE = (
    select(*OF_SESSION).join(User, User.bnet_id == UserSession.user_id).where(UserSession.id == SESSION_ID)
)


def beside_session(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Add the session's columns to a statement's, behind them; its parameter is ``session_id``."""
    return (
        statement.add_columns(*OF_SESSION)
        .outerjoin(UserSession, UserSession.id == SESSION_ID)
        .outerjoin(User, User.bnet_id == UserSession.user_id)
    )


def session_row(session_id: str | None) -> tuple[Any, ...]:
    """Return the columns of a session; all are None when there is no such session."""
    if session_id is None:
        return NO_SESSION
    rows = read_key(_ALONE, {"session_id": session_id})
    return rows[0] if rows else NO_SESSION
