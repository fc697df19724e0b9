"""Read what a person is in a guild and what the guild decided, in one statement.

Whatever changes a right adds one to the guild's ``permission_version`` in the same transaction, and every
request reads that version: what is kept under it can be old, but never be used when it is.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from webapp.models import Character, Guild, GuildMember, GuildPermission, PermissionException, Realm
from webapp.permissions.policy import LOWEST, MASTER, Exemption, GuildRules, Standing, ToolRule
from webapp.permissions.standing_words import Facts
from webapp.words import Effect, Visibility

_MEMBER, _RULE, _EXCEPTION, _GUILD = "member", "rule", "exception", "guild"
_GUILD_ID: BindParameter[int] = bindparam("guild_id", type_=Integer)
_USER_ID: BindParameter[int] = bindparam("user_id", type_=BigInteger)
_NOTHING = null()
_BEFORE_ALL_GUILDS = datetime(2025, 1, 1, tzinfo=UTC)


def first_version(now: datetime) -> int:
    """Return the permission version with which a guild begins.

    A database may give the number of a removed guild to the next one. What was kept about the old guild has
    versions that the new one never has.
    """
    return int((now - _BEFORE_ALL_GUILDS).total_seconds())


def read_standing(session: Session, guild_id: int, user_id: int | None) -> Facts:
    """Read a person's standing in a guild and the guild's rules now."""
    return read_with_version(session, guild_id, user_id)[0]


def read_with_version(session: Session, guild_id: int, user_id: int | None) -> tuple[Facts, int | None]:
    """Read a standing and the version that it belongs to, of one moment; None is of no guild."""
    rows = session.execute(_STATEMENT, {"guild_id": guild_id, "user_id": user_id or 0}).all()
    best = min(
        (row for row in rows if row.kind == _MEMBER), key=lambda row: (row.number, row.text), default=None
    )
    standing = Standing(
        rank=None if best is None else best.number,
        through=None if best is None else best.text,
        exemptions=tuple(_exemption(row) for row in rows if row.kind == _EXCEPTION),
    )
    version = next((row.number for row in rows if row.kind == _GUILD), None)
    return (standing, _rules(rows)), version


def effective_rank() -> Any:
    """Return the rank that counts: while the order is in doubt, nobody stands above what was confirmed.

    Only the one guild master does, to whom a guild may have been handed over meanwhile: that rank is at no
    other place in any order, and somebody must be able to confirm what the others mean.
    """
    confirmed = func.coalesce(GuildMember.confirmed_rank, LOWEST)
    is_master = and_(GuildMember.rank == MASTER, _masters() == 1)
    doubted = case((is_master, MASTER), (confirmed > GuildMember.rank, confirmed), else_=GuildMember.rank)
    return case((Guild.ranks_doubted_at.is_(None), GuildMember.rank), else_=doubted)


def _masters() -> Any:
    """Count who is guild master by the roster; more than one is an answer that nobody can trust."""
    peer = aliased(GuildMember)
    masters = select(func.count()).where(peer.guild_id == Guild.id, peer.rank == MASTER)
    return masters.where(peer.left_at.is_(None)).correlate(Guild).scalar_subquery()


def _rules(rows: Sequence[Any]) -> GuildRules:
    rules = {row.tool: ToolRule(row.number, is_on=row.word == "on") for row in rows if row.kind == _RULE}
    is_public = any(row.kind == _GUILD and row.word == Visibility.PUBLIC.value for row in rows)
    return GuildRules(rules=rules, is_public=is_public)


def _exemption(row: Any) -> Exemption:
    return Exemption(tool=row.tool, effect=Effect(row.word), reason=row.text, expires_at=row.moment)


def _part(
    kind: str,
    *,
    number: Any = _NOTHING,
    tool: Any = _NOTHING,
    word: Any = _NOTHING,
    text: Any = _NOTHING,
    moment: Any = _NOTHING,
) -> Select[Any]:
    return select(
        literal(kind, String).label("kind"),
        cast(number, Integer).label("number"),
        cast(tool, String).label("tool"),
        cast(word, String).label("word"),
        cast(text, String).label("text"),
        moment.label("moment"),  # no cast: SQLite would make a number of it
    )


def _members() -> Select[Any]:
    realm = func.coalesce(Realm.name, Character.realm)
    return (
        _part(_MEMBER, number=effective_rank(), text=Character.name + "-" + realm)
        .select_from(Character)
        .join(GuildMember, and_(GuildMember.character_id == Character.id, GuildMember.left_at.is_(None)))
        .join(Guild, Guild.id == GuildMember.guild_id)
        .outerjoin(Realm, and_(Realm.region == Character.region, Realm.slug == Character.realm))
        .where(Character.user_id == _USER_ID, GuildMember.guild_id == _GUILD_ID)
    )


def _decided() -> Select[Any]:
    state = case((GuildPermission.enabled, "on"), else_="off")
    rule = _part(_RULE, number=GuildPermission.min_rank_id, tool=GuildPermission.tool_name, word=state)
    return rule.where(GuildPermission.guild_id == _GUILD_ID)


def _exceptions() -> Select[Any]:
    own = PermissionException
    part = _part(_EXCEPTION, tool=own.tool_name, word=own.effect, text=own.reason, moment=own.expires_at)
    return part.where(own.guild_id == _GUILD_ID, own.user_id == _USER_ID)


def _visibility() -> Select[Any]:
    guild = _part(_GUILD, number=Guild.permission_version, word=Guild.visibility)
    return guild.where(Guild.id == _GUILD_ID)


_STATEMENT = union_all(_exceptions(), _members(), _decided(), _visibility())
"""The exceptions stand first: theirs is the one moment, and a union takes its types from the first part."""
