"""Make and revoke a guild's tokens: one transaction each, the right checked in it again, the log told."""

from datetime import datetime

from sqlalchemy import func, select

from webapp.database import transaction
from webapp.models import ApiToken
from webapp.permissions.actions import store_token
from webapp.permissions.audit import Action
from webapp.permissions.changes import NotThere, Refused, begin_change
from webapp.permissions.policy import Tool
from webapp.tokens.forms import WantedToken

MOST_IN_USE = 20
TOO_MANY = f"{MOST_IN_USE} tokens of this guild are in use. Revoke one that nobody needs first."
MADE_SINCE = (
    "A token was made since this form was opened, perhaps by this very form. Look at the list; if you need "
    "one more, send it again."
)
NO_SUCH_TOKEN = "This guild has no such token in use. Perhaps somebody revoked it before."  # noqa: S105 - a sentence


def make_token(guild_id: int, actor_id: int, wanted: WantedToken, *, now: datetime) -> str:
    """Store a token of a guild and return it, this once; raise Refused for a form sent twice, or too many."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.API_TOKENS)
        newest = select(func.max(ApiToken.id)).where(ApiToken.guild_id == guild_id)
        if wanted.newest is not None and wanted.newest != (session.scalar(newest) or 0):
            raise Refused("newest", MADE_SINCE)
        good = (ApiToken.revoked_at.is_(None), ApiToken.expires_at.is_(None) | (ApiToken.expires_at > now))
        query = select(func.count()).select_from(ApiToken).where(ApiToken.guild_id == guild_id, *good)
        if (session.scalar(query) or 0) >= MOST_IN_USE:
            raise Refused("name", TOO_MANY)
        token = store_token(
            session,
            wanted.name,
            wanted.scopes,
            guild_id=guild_id,
            expires_at=wanted.expires_at,
            made_by=actor_id,
        )
        told = {"scopes": list(wanted.scopes), "expires_at": wanted.expires_at.isoformat()}
        change.record(Action.TOKEN_MADE, subject=wanted.name, before=None, after=told, changes_rights=False)
    return token


def revoke_token(guild_id: int, actor_id: int, token_id: int, *, now: datetime) -> None:
    """Make a token useless from the next request on; another guild's is not found."""
    own = (ApiToken.id == token_id, ApiToken.guild_id == guild_id, ApiToken.revoked_at.is_(None))
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.API_TOKENS)
        token = session.scalar(select(ApiToken).where(*own))
        if token is None:
            raise NotThere(NO_SUCH_TOKEN)
        token.revoked_at = now
        change.record(Action.TOKEN_REVOKED, subject=token.name, before=None, after=None, changes_rights=False)
