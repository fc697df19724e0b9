"""Read a person's characters, the guilds that they are in, and what the person is there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from webapp.me.page import OwnCharacter
from webapp.members.reading import BY_PLAYER
from webapp.models import (
    AuditEntry,
    Character,
    CharacterList,
    Guild,
    GuildMember,
    GuildPermission,
    PermissionException,
    Rank,
    Realm,
)
from webapp.permissions.audit import Action
from webapp.permissions.policy import Exemption, GuildRules, ToolRule
from webapp.permissions.standing import effective_rank
from webapp.words import Visibility


@dataclass(frozen=True, slots=True)
class Membership:
    """A character in a guild."""

    character_id: int
    guild_id: int
    guild: str
    rank: int
    rank_name: str | None


def read_characters(session: Session, user_id: int) -> Sequence[RowMapping]:
    """Read a person's characters, the highest first; ``elsewhere`` is the guild that their profile names."""
    realm = func.coalesce(Realm.name, Character.realm)
    home = and_(
        GuildMember.character_id == Character.id,
        GuildMember.guild_id == Character.guild_id,
        GuildMember.left_at.is_(None),
    )
    query = (
        select(
            Character.id,
            Character.name,
            realm.label("realm"),
            Character.realm.label("slug"),
            Character.region,
            Character.class_id,
            Character.level,
            Character.equipped_item_level.label("item_level"),
            func.coalesce(GuildMember.role_override, Character.role).label("role"),
            case((BY_PLAYER, Character.main_id)).label("main_id"),
            case((BY_PLAYER, Character.main_set_by)).label("main_set_by"),
            Character.last_synced_at,
            Character.attempted_at,
            Character.profile_json["guild"]["name"].as_string().label("elsewhere"),
        )
        .outerjoin(Realm, and_(Realm.region == Character.region, Realm.slug == Character.realm))
        .outerjoin(GuildMember, home)
        .where(Character.user_id == user_id)
        .order_by(Character.level.desc().nulls_last(), Character.name_key, Character.id)
    )
    return session.execute(query).mappings().all()


def read_memberships(session: Session, user_id: int) -> Mapping[int, Membership]:
    """Read in which tracked guild each character is, with the rank that counts."""
    rank = effective_rank()
    query = (
        select(GuildMember.character_id, Guild.id, Guild.name, rank.label("rank"), Rank.rank_name)
        .select_from(GuildMember)
        .join(Guild, Guild.id == GuildMember.guild_id)
        .join(Character, Character.id == GuildMember.character_id)
        .outerjoin(Rank, and_(Rank.guild_id == Guild.id, Rank.rank_id == rank))
        .where(Character.user_id == user_id, GuildMember.left_at.is_(None))
    )
    return {row[0]: Membership(*row) for row in session.execute(query)}


def own_character(row: RowMapping, of: Membership | None) -> OwnCharacter:
    """Return a character as the page shows it."""
    facts = {name: value for name, value in row.items() if name != "attempted_at"}
    if of is None:
        return OwnCharacter(**facts)
    named = f"{of.rank} · {of.rank_name}" if of.rank_name else f"{of.rank}"
    return OwnCharacter(**{**facts, "elsewhere": None}, guild=of.guild, rank=named)


def read_guilds(session: Session, guild_ids: Collection[int]) -> Sequence[Any]:
    """Read the guilds by name, each with the number of its members."""
    present = aliased(GuildMember)
    members = select(func.count()).where(present.guild_id == Guild.id, present.left_at.is_(None))
    query = (
        select(
            Guild.id,
            Guild.name,
            Guild.region,
            Guild.realm.label("slug"),
            func.coalesce(Realm.name, Guild.realm).label("realm"),
            Guild.faction,
            Guild.visibility,
            Guild.roster_succeeded_at,
            Guild.archived_at,
            members.scalar_subquery().label("members"),
        )
        .outerjoin(Realm, and_(Realm.region == Guild.region, Realm.slug == Guild.realm))
        .where(Guild.id.in_(guild_ids))
        .order_by(Guild.name_key, Guild.id)
    )
    return session.execute(query).all()


def read_rules(session: Session, guilds: Sequence[Any]) -> Mapping[int, GuildRules]:
    """Read what each of these guilds decided about its tools."""
    own, decided = GuildPermission, dict[int, dict[str, ToolRule]]()
    query = select(own.guild_id, own.tool_name, own.min_rank_id, own.enabled)
    for guild_id, tool, rank, is_on in session.execute(
        query.where(own.guild_id.in_([guild.id for guild in guilds]))
    ):
        decided.setdefault(guild_id, {})[tool] = ToolRule(rank, is_on=is_on)
    return {
        guild.id: GuildRules(rules=decided.get(guild.id, {}), is_public=guild.visibility is Visibility.PUBLIC)
        for guild in guilds
    }


def read_exemptions(session: Session, user_id: int) -> Mapping[int, Sequence[Exemption]]:
    """Read what guilds decided about this very person."""
    own, found = PermissionException, dict[int, list[Exemption]]()
    query = select(own.guild_id, own.tool_name, own.effect, own.reason, own.expires_at)
    for guild_id, tool, effect, reason, expires_at in session.execute(query.where(own.user_id == user_id)):
        exemption = Exemption(tool=tool, effect=effect, reason=reason, expires_at=expires_at)
        found.setdefault(guild_id, []).append(exemption)
    return found


def read_lists(session: Session, user_id: int) -> Mapping[str, CharacterList]:
    """Read when the person's own list of each region was read."""
    query = select(CharacterList).where(CharacterList.user_id == user_id)
    return {one.region: one for one in session.scalars(query)}


def count_moved(session: Session, user_id: int) -> Mapping[str, int]:
    """Count by region who were on the person's list when it was read, and are somebody else's since."""
    entry = AuditEntry
    query = (
        select(Character.region, func.count(Character.id.distinct()))
        .select_from(entry)
        .join(Character, Character.id == entry.character_id)
        .join(CharacterList, and_(CharacterList.user_id == user_id, CharacterList.region == Character.region))
        .where(entry.user_id == user_id, entry.action == Action.CLAIMED, entry.at >= CharacterList.read_at)
        .where(func.coalesce(Character.user_id, 0) != user_id)
        .group_by(Character.region)
    )
    return {row[0]: row[1] for row in session.execute(query)}
