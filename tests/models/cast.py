"""Rows with the names that people really have."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from webapp.extensions import Model
from webapp.models import Character, Guild, GuildMember, SyncRun, User
from webapp.words import Faction, RunKind, RunTrigger

Row = TypeVar("Row", bound=Model)
NOON = datetime(2026, 3, 3, 12, 0, 0, 250_000, tzinfo=UTC)
NAMES = {
    "composed": "Bj\u00f6rn",
    "decomposed": "Bjo\u0308rn",
    "cyrillic": "Громмаш",
    "right to left": "\u202eשלום",
    "korean": "아서스",
    "chinese": "阿薩斯",
    "emoji": "🐉👩‍👩‍👧",
    "quotes": "O'Neil\";--",
}


def user(bnet_id: int = 2**53 + 1, **values: Any) -> User:
    """Make a person whose id does not fit into a float."""
    return User(bnet_id=bnet_id, battletag="Thrall#1", **values)


def guild(bnet_guild_id: int = 2**40, **values: Any) -> Guild:
    """Make a guild of the Horde."""
    named = {"region": "eu", "realm": "area-52", "name": "Frostwolf", "name_key": "frostwolf"} | values
    return Guild(bnet_guild_id=bnet_guild_id, faction=Faction.HORDE, **named)


def character(bnet_character_id: int | None = 2**40, **values: Any) -> Character:
    """Make a character."""
    named = {"region": "eu", "realm": "area-52", "name": "Thrall", "name_key": "thrall"} | values
    return Character(bnet_character_id=bnet_character_id, **named)


def member(of: Guild, who: Character, *, rank: int = 0) -> GuildMember:
    """Make a membership of two saved rows."""
    return GuildMember(
        guild_id=of.id, character_id=who.id, rank=rank, character_name=who.name,
        joined_at=NOON, last_seen_at=NOON, member_data_json={"rank": rank},
    )  # fmt: skip


def run(**values: Any) -> SyncRun:
    """Make a run that is not finished."""
    started = {"scope": "guild:1", "kind": RunKind.ROSTER, "started_at": NOON, "lease_until": NOON} | values
    return SyncRun(trigger=RunTrigger.PERSON, **started)


def save(session: Session, row: Row) -> Row:
    """Save a row and give it back with its id."""
    session.add(row)
    session.commit()
    return row
