"""Make and revoke tokens, and write down when they and sessions were last used."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.models import ApiToken, UserSession
from webapp.permissions.session_actions import drop_ended
from webapp.permissions.tokens import RANDOM_BYTES, Scope, new_token, shown_prefix, token_hash


def make_token(
    name: str, scopes: Collection[Scope], *, guild_id: int | None, expires_at: datetime | None
) -> str:
    """Store a new token and return it; nobody can read it again. Without a guild it is an operator's."""
    with transaction() as session:
        return store_token(session, name, scopes, guild_id=guild_id, expires_at=expires_at)


def store_token(
    session: Session,
    name: str,
    scopes: Collection[Scope],
    *,
    guild_id: int | None,
    expires_at: datetime | None,
    made_by: int | None = None,
) -> str:
    """Store a new token within the caller's transaction and return it; nobody can read it again."""
    token = new_token(secrets.token_bytes(RANDOM_BYTES))
    session.add(
        ApiToken(
            name=name,
            guild_id=guild_id,
            made_by=made_by,
            prefix=shown_prefix(token),
            token_hash=token_hash(token),
            scopes=sorted(scope.value for scope in scopes),
            expires_at=expires_at,
        )
    )
    return token


def revoke_token(token_id: int, now: datetime) -> None:
    """Make a token useless from the next request on; the row stays, so that the list can say so."""
    is_in_use = (ApiToken.id == token_id, ApiToken.revoked_at.is_(None))
    with transaction() as session:
        session.execute(update(ApiToken).where(*is_in_use).values(revoked_at=now))


def write_token_uses(uses: Mapping[str, datetime]) -> None:
    """Write when tokens were last used; a later time that is stored already stays."""
    with transaction() as session:
        for token_id, used_at in sorted((int(key), at) for key, at in uses.items()):
            is_news = ApiToken.last_used_at.is_(None) | (ApiToken.last_used_at < used_at)
            session.execute(
                update(ApiToken).where(ApiToken.id == token_id, is_news).values(last_used_at=used_at)
            )


def write_session_uses(uses: Mapping[str, datetime], now: datetime) -> None:
    """Write when sessions were last used, and drop those whose time is over."""
    with transaction() as session:
        for stored_id, used_at in sorted(uses.items()):
            is_news = (UserSession.id == stored_id, UserSession.seen_at < used_at)
            session.execute(update(UserSession).where(*is_news).values(seen_at=used_at))
        drop_ended(session, now)
