"""Ask again, within a transaction that writes, what a program's token may do."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import ApiToken, Guild
from webapp.models.upsert import lock_guilds
from webapp.permissions.policy import ALL_TOOLS, Tool, tools_of_token
from webapp.permissions.queries import OF_TOKEN, bearer_of
from webapp.permissions.standing import read_standing
from webapp.permissions.tokens import Bearer, Refusal, Scope, refusal_of


class TokenLost(Exception):
    """A token opens nothing any more, or not this."""

    def __init__(self, refusal: Refusal, scope: Scope) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.scope = scope


class GuildArchived(Exception):
    """Nothing of a token's guild can be changed any more."""


def tools_again(session: Session, bearer: Bearer, scope: Scope, now: datetime) -> frozenset[Tool]:
    """Return what a token may write: a revocation that was faster is seen, a slower one waits.

    The guild is locked first, as by whoever revokes a token of it. Raises TokenLost, GuildArchived.
    """
    if bearer.guild_id is not None:
        lock_guilds(session, [bearer.guild_id])
    its_own = select(*OF_TOKEN).where(ApiToken.id == bearer.token_id)
    row = session.execute(its_own.with_for_update(read=True, of=ApiToken)).one_or_none()
    refusal = refusal_of(None if row is None else bearer_of(row), scope, now)
    if refusal is not None:
        raise TokenLost(refusal, scope)
    if bearer.guild_id is None:
        return ALL_TOOLS
    if session.scalar(select(Guild.archived_at).where(Guild.id == bearer.guild_id)) is not None:
        raise GuildArchived
    _, rules = read_standing(session, bearer.guild_id, None)
    return tools_of_token(rules, now)
