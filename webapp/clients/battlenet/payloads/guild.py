"""Guild and roster."""

from dataclasses import dataclass
from datetime import datetime

from webapp.clients.battlenet.payloads.mentions import RealmRef, id_of, parse_faction, parse_realm_ref
from webapp.clients.upstream.door import Json

MOST_MEMBERS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Guild:
    """A guild; ``faction`` is in lower case."""

    id: int
    name: str
    realm: RealmRef
    faction: str | None
    member_count: int | None
    achievement_points: int | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One line of a roster; ``rank`` 0 is the guild master, and the realm is the member's own."""

    id: int
    name: str
    realm_slug: str
    realm_id: int
    level: int | None
    class_id: int | None
    race_id: int | None
    faction: str | None
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who is in a guild."""

    guild_id: int
    guild_name: str
    guild_realm: RealmRef
    members: tuple[Member, ...]


def parse_guild(document: Json) -> Guild:
    """Read a guild."""
    return Guild(
        id=document.integer("id"),
        name=document.text("name"),
        realm=parse_realm_ref(document.child("realm")),
        faction=parse_faction(document),
        member_count=document.integer_or_none("member_count"),
        achievement_points=document.integer_or_none("achievement_points"),
        created_at=document.moment_or_none("created_timestamp"),
    )


def parse_roster(document: Json) -> Roster:
    """Read a roster of at most 2,000 members; one without a list of members is refused."""
    guild = document.child("guild")
    if not document.has("members"):
        raise document.bad("members")
    return Roster(
        guild_id=guild.integer("id"),
        guild_name=guild.text("name"),
        guild_realm=parse_realm_ref(guild.child("realm")),
        members=tuple(_member(entry) for entry in document.children("members", most=MOST_MEMBERS)),
    )


def _member(entry: Json) -> Member:
    character = entry.child("character")
    realm = character.child("realm")
    return Member(
        id=character.integer("id"),
        name=character.text("name"),
        realm_slug=realm.text("slug"),
        realm_id=realm.integer("id"),
        level=character.integer_or_none("level"),
        class_id=id_of(character, "playable_class"),
        race_id=id_of(character, "playable_race"),
        faction=parse_faction(character),
        rank=entry.integer("rank"),
    )
