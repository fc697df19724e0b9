"""Read the tokens of a guild."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import ApiToken, Rank, User
from webapp.permissions.audience_words import audience_of
from webapp.permissions.policy import GuildRules, Tool, decide
from webapp.permissions.roll import read_roll
from webapp.permissions.viewer import Access
from webapp.tokens.page import TokenDraft, TokenRow, TokensPage, state_of
from webapp.web.guild_address import GuildAddress


def tokens_page(
    guild: GuildAddress,
    access: Access,
    draft: TokenDraft,
    *,
    now: datetime,
    made: tuple[str, str] | None = None,
) -> TokensPage:
    """Return the page; ``made`` are the name and the secret of a token that was made just now."""
    ranks = select(Rank.rank_id, Rank.rank_name).where(Rank.guild_id == guild.id)
    names = {row.rank_id: row.rank_name for row in db.session.execute(ranks)}
    name, secret = made or (None, None)
    rows = _rows(guild.id, access.rules, now)
    return TokensPage(
        guild=guild.head,
        audience=audience_of(Tool.API_TOKENS, access.rules, names),
        rows=rows,
        draft=draft,
        newest=max((row.id for row in rows), default=0),
        secret=secret,
        made=name,
    )


def _rows(guild_id: int, rules: GuildRules, now: datetime) -> Sequence[TokenRow]:
    makers = _who_may_make(guild_id, rules, now)
    query = (
        select(ApiToken, User.battletag, User.is_operator)
        .outerjoin(User, User.bnet_id == ApiToken.made_by)
        .where(ApiToken.guild_id == guild_id)
        .order_by(ApiToken.revoked_at.is_not(None), ApiToken.id.desc())
    )
    return [
        TokenRow(
            id=token.id,
            name=token.name,
            prefix=token.prefix,
            scopes=token.scopes,
            made_by=None if battletag is None else battletag.partition("#")[0],
            maker_may=bool(is_operator) or token.made_by in makers,
            made_at=token.created_at,
            expires_at=token.expires_at,
            last_used_at=token.last_used_at,
            revoked_at=token.revoked_at,
            state=state_of(token.expires_at, token.revoked_at, now),
        )
        for token, battletag, is_operator in db.session.execute(query)
    ]


def _who_may_make(guild_id: int, rules: GuildRules, now: datetime) -> frozenset[int]:
    """Return the accounts of members who may make tokens."""
    people = read_roll(db.session(), guild_id).people
    return frozenset(
        one.user_id for one in people if decide(Tool.API_TOKENS, one.standing, rules, now).is_allowed
    )
