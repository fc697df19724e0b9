"""What a guild is called: its number says who it is, and its name follows what Battle.net says.

A renamed guild is not found under its old name any more. Who is in it tells the new one with the next look.
"""

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.lib.names import guild_name_key, has_room
from webapp.models import Character, Guild, GuildMember

log = structlog.get_logger()


def take_name(guild: Guild, *, realm: str, name: str) -> bool:
    """Let a guild be called so from now on; say whether that is another name, under another address."""
    if (realm, name) == (guild.realm, guild.name) or not (has_room(realm) and has_room(name)):
        return False
    guild.realm, guild.name, guild.name_key = realm, name, guild_name_key(name)
    guild.data_version += 1
    log.info("guild_renamed", guild_id=guild.id)
    return True


def follow_rename(session: Session, guild: Guild) -> bool:
    """Take the name that the member tells who played last, of a guild that is not found under its own.

    Whoever has not played since the rename still tells the old one.
    """
    told = Character.profile_json["guild"]
    named = (told["name"].as_string(), told["realm"]["slug"].as_string())
    newest = (
        select(*named)
        .join(GuildMember, GuildMember.character_id == Character.id)
        .where(GuildMember.guild_id == guild.id, told["id"].as_integer() == guild.bnet_guild_id)
        .order_by(Character.last_login_at.desc().nulls_last(), Character.id)
        .limit(1)
    )
    found = session.execute(newest).one_or_none()
    return found is not None and None not in found and take_name(guild, name=found[0], realm=found[1])
