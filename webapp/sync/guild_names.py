"""What a guild is called: its number says who it is, and its name follows what Battle.net says.

Battle.net does not find a renamed guild under its old name any more. Who is in it tells the new one with the
next look.
"""

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.lib.names import guild_name_key, has_room
from webapp.models import Character, FormerGuildName, Guild, GuildMember
from webapp.models.upsert import upsert

log = structlog.get_logger()


def take_name(session: Session, guild: Guild, *, realm: str, name: str, now: datetime) -> bool:
    """Let a guild be called so from now on; say whether that is another name, under another address.

    The address that it had leads to it from now on, as long as no guild is called so.
    """
    if (realm, name) == (guild.realm, guild.name) or not (has_room(realm) and has_room(name)):
        return False
    before = {"region": guild.region, "realm": guild.realm, "name_key": guild.name_key}
    row = {**before, "guild_id": guild.id}
    upsert(session, FormerGuildName, [row], keys=tuple(before), columns=("guild_id",), now=now)
    guild.realm, guild.name, guild.name_key = realm, name, guild_name_key(name)
    guild.data_version += 1
    log.info("guild_renamed", guild_id=guild.id)
    return True


def follow_rename(session: Session, guild: Guild, now: datetime) -> bool:
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
    if found is None or None in found:
        return False
    return take_name(session, guild, name=found[0], realm=found[1], now=now)
