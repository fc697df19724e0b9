"""Members of a guild who are called alike: then only the realm tells who is meant."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from webapp.models.characters import Character
from webapp.models.members import GuildMember
from webapp.models.realms import Realm


def has_namesake(guild_id: Any, character_id: Any, name: Any) -> ColumnElement[bool]:
    """Say whether somebody else who is or was in the guild has this name, by the index of members' names."""
    other = aliased(GuildMember)
    alike = (other.guild_id == guild_id, other.character_name == name, other.character_id != character_id)
    return select(other.id).where(*alike).correlate_except(other).exists()


def realm_name() -> ColumnElement[str]:
    """Return the name of a character's realm, or its slug while no realm of that slug is known."""
    place = (Realm.region == Character.region, Realm.slug == Character.realm)
    named = select(Realm.name).where(*place).correlate(Character).scalar_subquery()
    return func.coalesce(named, Character.realm)
