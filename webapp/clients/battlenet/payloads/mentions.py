"""Things that other payloads mention: a realm, a faction, and whatever has an id, a name or a type."""

from dataclasses import dataclass

from webapp.clients.upstream.door import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class RealmRef:
    """A realm as other payloads mention it; rosters give no name."""

    id: int
    slug: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildRef:
    """A guild as a character's summary mentions it; the faction is in lower case."""

    id: int
    name: str
    realm_slug: str
    faction: str | None


def parse_guild_ref(owner: Json) -> GuildRef | None:
    """Read the guild that somebody is in; one that is not whole is as good as none."""
    guild = owner.child_or_none("guild")
    realm = None if guild is None else guild.child_or_none("realm")
    if guild is None or realm is None:
        return None
    number, name, slug = guild.integer_or_none("id"), guild.text_or_none("name"), realm.text_or_none("slug")
    if number is None or name is None or slug is None:
        return None
    return GuildRef(id=number, name=name, realm_slug=slug, faction=parse_faction(guild))


def parse_realm_ref(realm: Json) -> RealmRef:
    """Read a mentioned realm."""
    return RealmRef(id=realm.integer("id"), slug=realm.text("slug"), name=realm.text_or_none("name"))


def parse_faction(owner: Json) -> str | None:
    """Read a faction's type in lower case: newer patches have it, older ones do not."""
    kind = type_of(owner, "faction")
    return None if kind is None else kind.lower()


def id_of(owner: Json, key: str) -> int | None:
    """Read the id of a mentioned thing, or None."""
    child = owner.child_or_none(key)
    return None if child is None else child.integer_or_none("id")


def name_of(owner: Json, key: str) -> str | None:
    """Read the name of a mentioned thing, or None."""
    child = owner.child_or_none(key)
    return None if child is None else child.text_or_none("name")


def type_of(owner: Json, key: str) -> str | None:
    """Read the type of a mentioned thing (an upper-case word), or None."""
    child = owner.child_or_none(key)
    return None if child is None else child.text_or_none("type")
