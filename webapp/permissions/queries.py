"""Read what a person is in a guild, and tokens: all for a list, one beside whatever a request shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from webapp.caching.api import ask
from webapp.caching.entries import Codec, Fetched
from webapp.caching.questions import Question
from webapp.caching.regions import Region
from webapp.extensions import db
from webapp.models import ApiToken, Guild
from webapp.permissions.key_reading import KeyRow, read_key
from webapp.permissions.policy import ALL_TOOLS, Tool, tools_of_token
from webapp.permissions.standing import read_with_version
from webapp.permissions.standing_words import Facts, dump_facts, load_facts
from webapp.permissions.tokens import RECOGNISED_BY, Bearer

_OWN_GUILD = select(Guild.permission_version).where(Guild.id == ApiToken.guild_id)
_VERSION = _OWN_GUILD.correlate(ApiToken).scalar_subquery()
OF_TOKEN = (
    ApiToken.id,
    ApiToken.guild_id,
    ApiToken.scopes,
    ApiToken.expires_at,
    ApiToken.revoked_at,
    _VERSION.label("permission_version"),
)
"""The columns with which the statement of every request of a program begins."""
IS_TOKEN = ApiToken.token_hash == bindparam("token_hash")


_FACTS: Codec[Facts] = Codec(dump_facts, load_facts, is_frozen=True)
_NOT_KEPT = timedelta(0)


def standing_in(guild_id: int, version: int, user_id: int | None) -> Facts:
    """Return a person's standing in a guild and the guild's rules: kept ones, else with one statement.

    The session may look at the database as it was before ``version`` was read; then it looks again. What was
    read with another version is used once and not kept.
    """
    question = Question(Region.PERMISSION, f"{guild_id}:{version}:{user_id or 0}", _FACTS)
    return ask(question, lambda: _read_standing(guild_id, version, user_id))


def _read_standing(guild_id: int, version: int, user_id: int | None) -> Fetched[Facts]:
    facts, read_at = read_with_version(db.session(), guild_id, user_id)
    if read_at is not None and read_at < version:
        db.session.rollback()
        facts, read_at = read_with_version(db.session(), guild_id, user_id)
    return Fetched(facts, None if read_at == version else _NOT_KEPT)


@dataclass(frozen=True, slots=True)
class KeyStatement:
    """The one statement of a request: ``OF_TOKEN`` first, then whatever the answer's version is made of."""

    statement: Select[*tuple[Any, ...]]
    parameters: Mapping[str, object]


TOKEN_ALONE = KeyStatement(select(*OF_TOKEN).where(IS_TOKEN), {})


def rows_beside_token(key: KeyStatement, token_hash: str) -> Sequence[KeyRow]:
    """Run a key statement; no row at all means that there is no such token."""
    return read_key(key.statement, {**key.parameters, "token_hash": token_hash})


def bearer_of(row: KeyRow) -> Bearer:
    """Return the token with which a row begins."""
    token_id, guild_id, scopes, expires_at, revoked_at, version = row[: len(OF_TOKEN)]
    return Bearer(
        token_id=token_id,
        guild_id=guild_id,
        scopes=scopes,
        expires_at=expires_at,
        revoked_at=revoked_at,
        permission_version=version,
    )


def tools_in(bearer: Bearer, now: datetime) -> frozenset[Tool]:
    """Return what a token sees of its guild's characters; an operator's sees all of everybody's."""
    if bearer.guild_id is None:
        return ALL_TOOLS
    _, rules = standing_in(bearer.guild_id, bearer.permission_version or 0, None)
    return tools_of_token(rules, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenEntry:
    """One token of the list; ``guild`` is REGION/REALM/NAME, None for an operator's."""

    token_id: int
    name: str
    prefix: str
    guild: str | None
    scopes: Sequence[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


def list_tokens() -> Sequence[TokenEntry]:
    """Return all tokens, the newest first."""
    query = (
        select(ApiToken, Guild.region, Guild.realm, Guild.name)
        .outerjoin(Guild, Guild.id == ApiToken.guild_id)
        .order_by(ApiToken.id.desc())
    )
    return [
        _entry(token, None if region is None else f"{region}/{realm}/{name}")
        for token, region, realm, name in db.session.execute(query)
    ]


def tokens_that_begin(prefix: str) -> Sequence[TokenEntry]:
    """Return the tokens in use whose shown part begins with a text; ``mst_`` may be left out."""
    wanted = prefix if prefix.startswith(RECOGNISED_BY) else RECOGNISED_BY + prefix
    begins = and_(ApiToken.prefix.startswith(wanted, autoescape=True), ApiToken.revoked_at.is_(None))
    return [_entry(token, None) for token in db.session.scalars(select(ApiToken).where(begins))]


def _entry(token: ApiToken, guild: str | None) -> TokenEntry:
    return TokenEntry(
        token_id=token.id,
        name=token.name,
        prefix=token.prefix,
        guild=guild,
        scopes=token.scopes,
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        revoked_at=token.revoked_at,
    )
