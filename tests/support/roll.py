"""Guilds and members for page tests: rows with only the relevant argument, no sync."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from webapp.config import Settings
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.names import guild_name_key, name_key
from webapp.models import Character, Guild, GuildMember, Rank, Realm
from webapp.web.guild_address import GuildAddress, guild_at

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NO_LIMITS = 1_000_000
"""Multiplies the limits, so that tests which share a Redis do not use up each other's."""
PAGE = "/guilds/eu/argent-dawn/lantern-watch/"
_numbers = count(1)


def settings_without_world(database_url: str, redis_url: str) -> Settings:
    """Return settings that name a Battle.net on this machine where nobody listens."""
    return Settings(
        database_url=database_url,
        redis_url=redis_url,
        battlenet_api_base="http://127.0.0.1:9/{region}",
        battlenet_oauth_base="http://127.0.0.1:9",
        log_level="WARNING",
        limits_factor=NO_LIMITS,
    )


def lantern_watch() -> GuildAddress:
    """Return the guild at ``PAGE`` as pages get it, within a request."""
    guild = guild_at("eu", "argent-dawn", "lantern-watch")
    assert guild is not None
    return guild


def add_realm(slug: str, name: str) -> int:
    """Insert a realm of eu and return its id."""
    realm = Realm(region="eu", slug=slug, name=name, name_key=name_key(name), bnet_realm_id=next(_numbers))
    return _stored(realm)


def add_guild(name: str = "Lantern Watch", **facts: Any) -> int:
    """Insert a tracked guild on eu, Argent Dawn, and return its id."""
    known = {
        "region": "eu",
        "realm": "argent-dawn",
        "bnet_guild_id": next(_numbers),
        "roster_attempted_at": NOON,
    }
    guild = Guild(name=name, name_key=guild_name_key(name), **{**known, **facts})
    return _stored(guild)


def add_member(
    guild_id: int, name: str, *, rank: int = 3, left_at: datetime | None = None, **facts: Any
) -> int:
    """Insert a character who is in the guild, listed just now, checked at noon; return the character's id."""
    known = {
        "region": "eu",
        "realm": "argent-dawn",
        "bnet_character_id": next(_numbers),
        "last_synced_at": NOON,
        "attempted_at": NOON,
        "outcome": "ok",
    }
    character = Character(name=name, name_key=name_key(name), guild_id=guild_id, **{**known, **facts})
    db.session.add(character)
    db.session.flush()
    character_id = character.id
    member = GuildMember(guild_id=guild_id, character_id=character_id, rank=rank, character_name=name)
    member.joined_at, member.last_seen_at = NOON, max(NOON, clock.now())
    member.left_at = left_at
    db.session.add(member)
    db.session.commit()
    return character_id


def _stored(row: Realm | Guild) -> int:
    """Commit a row and return its number: who asks for that afterwards reads the whole row again."""
    db.session.add(row)
    db.session.flush()
    number = row.id
    db.session.commit()
    return number


def officers_say(character_id: int, **words: Any) -> None:
    """Store what the officers of a character's guild say of its role or main, past every rule."""
    of = GuildMember.character_id == character_id
    db.session.execute(update(GuildMember).where(of).values(words))
    db.session.commit()


def said_of(character_id: int) -> GuildMember:
    """Return the one membership of a character, with what officers say, as it is stored."""
    db.session.rollback()
    member = db.session.scalars(select(GuildMember).where(GuildMember.character_id == character_id)).one()
    db.session.expunge(member)
    return member


def name_rank(guild_id: int, rank: int, name: str) -> None:
    """Give a rank the name that officers use."""
    db.session.add(Rank(guild_id=guild_id, rank_id=rank, rank_name=name))
    db.session.commit()


def tracked(app: Flask, *names: str) -> int:
    """Insert one guild with these members and return its id."""
    with app.app_context():
        guild_id = add_guild()
        for name in names:
            add_member(guild_id, name)
    return guild_id
