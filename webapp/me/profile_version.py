"""The version of everything that a person's own page shows, read with one statement."""

import hashlib
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Select, bindparam, func, select

from webapp.models import Character, CharacterList, Guild, GuildMember, Notification, PermissionException
from webapp.permissions.key_reading import read_key

_USER_ID: BindParameter[int] = bindparam("user_id", type_=BigInteger)


def profile_version(user_id: int, *, unread: int) -> str:
    """Return a word that changes with the person's characters, guilds, rights, lists and news."""
    facts = read_key(_STATEMENT, {"user_id": user_id})[0]
    return hashlib.sha256(repr((unread, facts)).encode()).hexdigest()[:24]


def _one(what: Any, *where: Any) -> Any:
    return select(what).where(*where).scalar_subquery()


def _of_guilds(what: Any) -> Any:
    """Return a figure over the guilds in which the person's characters are."""
    own = (
        select(GuildMember.guild_id)
        .join(Character, Character.id == GuildMember.character_id)
        .where(Character.user_id == _USER_ID, GuildMember.left_at.is_(None))
    )
    return select(what).where(Guild.id.in_(own)).scalar_subquery()


_STATEMENT: Select[*tuple[Any, ...]] = select(
    _one(func.count(), Character.user_id == _USER_ID).label("characters"),
    _one(func.max(Character.updated_at), Character.user_id == _USER_ID).label("changed"),
    _of_guilds(func.count()).label("guilds"),
    _of_guilds(func.sum(Guild.data_version)).label("data"),
    _of_guilds(func.sum(Guild.permission_version)).label("rights"),
    _of_guilds(func.max(Guild.updated_at)).label("guild_changed"),
    _one(func.max(Notification.id), Notification.user_id == _USER_ID).label("news"),
    _one(func.max(CharacterList.updated_at), CharacterList.user_id == _USER_ID).label("listed"),
    _one(func.count(), PermissionException.user_id == _USER_ID).label("exceptions"),
)
