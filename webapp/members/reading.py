"""Read members of a guild as officers speak of them: by name, with whose they are, and who may read notes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from webapp.lib.names import BadName, checked_name, name_key, same_but_for_case
from webapp.members.mains import Kin
from webapp.models import Character, GuildMember, PermissionException, Rank, Realm
from webapp.permissions.audience_words import audience_by_rank
from webapp.permissions.policy import GuildRules, Tool
from webapp.words import Effect, MainSetBy

IS_MEMBER = and_(GuildMember.character_id == Character.id, GuildMember.left_at.is_(None))
BY_PLAYER = Character.main_set_by == MainSetBy.PLAYER
"""Whether a character's main is its player's choice; an officer's is there for the version before alone."""
MAIN_ID = case((BY_PLAYER, Character.main_id), else_=GuildMember.main_id)
"""The main of a member as it counts in its guild: what a player chose stands above what officers say."""
MAIN_SET_BY = case(
    (BY_PLAYER, MainSetBy.PLAYER.value), (GuildMember.main_id.is_not(None), MainSetBy.OFFICER.value)
)
"""Whose word that is; None where nobody said anything."""
KIN = (Character.id, Character.user_id, MAIN_ID.label("main_id"), MAIN_SET_BY.label("main_set_by"))
"""In the order of ``Kin``."""


def read_kin(session: Session, guild_id: int) -> list[Kin]:
    """Read whose everybody in a guild is."""
    return [Kin(*row) for row in session.execute(_members(guild_id, *KIN))]


def read_member(session: Session, guild_id: int, character_id: int) -> GuildMember | None:
    """Read the membership of one character if it is in the guild now."""
    query = _members(guild_id, GuildMember).where(Character.id == character_id)
    found: GuildMember | None = session.scalar(query)
    return found


def named_members(session: Session, guild_id: int, written: str) -> Sequence[int]:
    """Return who is meant by Name or Name-Realm; of those alike but for accents the exact ones."""
    name, _, realm = written.strip().partition("-")
    try:
        name, realm = checked_name(name, what="name"), realm and checked_name(realm, what="realm")
    except BadName:
        return []
    query = _members(guild_id, Character.id, Character.name).where(Character.name_key == name_key(name))
    if realm:
        query = query.outerjoin(
            Realm, and_(Realm.region == Character.region, Realm.slug == Character.realm)
        ).where(or_(Character.realm == realm.lower(), Realm.name_key == name_key(realm)))
    return [row.id for row in session.execute(query) if same_but_for_case(row.name, name)]


def is_own(session: Session, guild_id: int, character_id: int, user_id: int) -> bool:
    """Say whether a character is a person's, or an alt of theirs by what anybody said, through every main."""
    of_guild = and_(GuildMember.character_id == Character.id, GuildMember.guild_id == guild_id)
    query = select(Character.user_id, MAIN_ID).select_from(Character).outerjoin(GuildMember, of_guild)
    passed = set[int]()
    owner: int | None = None
    main_id: int | None = character_id
    while owner != user_id:
        if main_id is None or main_id in passed:
            return False
        passed.add(main_id)
        owner, main_id = session.execute(query.where(Character.id == main_id)).one()
    return True


def read_audience(session: Session, guild_id: int, tool: Tool, rules: GuildRules, *, now: datetime) -> str:
    """Return who has a tool in a guild, in words: two statements."""
    ranks = select(Rank.rank_id, Rank.rank_name).where(Rank.guild_id == guild_id)
    names = {row.rank_id: row.rank_name for row in session.execute(ranks)}
    own = PermissionException
    holds = or_(own.expires_at.is_(None), own.expires_at > now)
    here = select(Character.user_id).join(GuildMember, IS_MEMBER).where(GuildMember.guild_id == guild_id)
    counted = select(own.effect, func.count()).where(
        own.guild_id == guild_id, own.tool_name == tool.value, holds, own.user_id.in_(here)
    )
    counts = {row[0]: row[1] for row in session.execute(counted.group_by(own.effect))}
    given, taken = counts.get(Effect.GRANT, 0), counts.get(Effect.DENY, 0)
    return audience_by_rank(tool, rules, names, given=given, taken=taken)


def _members(guild_id: int, *columns: Any) -> Select[Any]:
    of_guild = GuildMember.guild_id == guild_id
    return select(*columns).select_from(Character).join(GuildMember, IS_MEMBER).where(of_guild)
