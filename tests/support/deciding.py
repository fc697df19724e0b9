"""What a guild decides about its tools, and ranks that move, for tests of who sees what."""

from typing import Any

from flask import Flask
from sqlalchemy import update

from webapp.database import transaction
from webapp.models import Guild, GuildMember, GuildPermission
from webapp.words import Visibility


def open_to_visitors(app: Flask, guild_id: int) -> None:
    """Let a guild opt in to being seen by everybody."""
    with app.app_context(), transaction() as session:
        session.execute(_changed(guild_id, visibility=Visibility.PUBLIC))


def decide(app: Flask, guild_id: int, tool: str, *, min_rank: int = 9, is_on: bool = True) -> None:
    """Let a guild give a tool to some ranks only, or to nobody."""
    with app.app_context(), transaction() as session:
        session.add(GuildPermission(guild_id=guild_id, tool_name=tool, min_rank_id=min_rank, enabled=is_on))
        session.execute(_changed(guild_id))


def rank_of(app: Flask, guild_id: int, name: str, rank: int) -> None:
    """Give a member another rank, as a sync does."""
    with app.app_context(), transaction() as session:
        member = (GuildMember.guild_id == guild_id, GuildMember.character_name == name)
        session.execute(update(GuildMember).where(*member).values(rank=rank))
        session.execute(_changed(guild_id, data_version=Guild.data_version + 1))


def _changed(guild_id: int, **values: Any) -> Any:
    version = Guild.permission_version + 1
    return update(Guild).where(Guild.id == guild_id).values(permission_version=version, **values)
