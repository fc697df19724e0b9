"""Things that other payloads mention: a realm, a faction, and whatever has an id, a name or a type."""

from dataclasses import dataclass

from webapp.clients.upstream.door import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class RealmRef:
    """A realm as other payloads mention it; rosters give no name."""

    id: int
    slug: str
    name: str | None


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
