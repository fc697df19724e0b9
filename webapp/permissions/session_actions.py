"""Begin and end sessions, within the caller's transaction; an ended one opens nothing any more."""

import secrets
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.models import UserSession
from webapp.permissions.sessions import LASTS_FOR, RANDOM_BYTES, new_cookie, session_id


def open_session(session: Session, user_id: int, region: str, now: datetime) -> str:
    """Store a new session within the caller's transaction and return its cookie; nobody can read it again."""
    cookie = new_cookie(secrets.token_bytes(RANDOM_BYTES))
    session.add(
        UserSession(
            id=session_id(cookie), user_id=user_id, region=region, seen_at=now, expires_at=now + LASTS_FOR
        )
    )
    return cookie


def close_session(session: Session, stored_id: str, now: datetime) -> None:
    """End one session; the row stays until its time is over, so that a replayed cookie is known as ended."""
    still_open = (UserSession.id == stored_id, UserSession.revoked_at.is_(None))
    session.execute(update(UserSession).where(*still_open).values(revoked_at=now))


def close_all(session: Session, user_id: int, now: datetime) -> int:
    """End every session of a person and return how many were open."""
    still_open = (UserSession.user_id == user_id, UserSession.revoked_at.is_(None))
    result = session.execute(update(UserSession).where(*still_open).values(revoked_at=now))
    return int(result.rowcount)  # type: ignore[attr-defined]


def drop_ended(session: Session, now: datetime) -> None:
    """Delete the rows of sessions whose time is over."""
    session.execute(delete(UserSession).where(UserSession.expires_at < now))
