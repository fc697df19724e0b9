"""The characters of an account, as its owner may see them."""

from dataclasses import dataclass

from webapp.clients.battlenet.errors import BadPayload
from webapp.clients.battlenet.payloads.mentions import RealmRef, id_of, parse_faction, parse_realm_ref
from webapp.clients.upstream.door import Json

MOST_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCharacter:
    """One character of the account; ``faction`` is in lower case, ``level`` may be 0 in old answers."""

    id: int
    name: str
    realm: RealmRef
    class_id: int | None
    race_id: int | None
    faction: str | None
    level: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All characters of an account in one region.

    ``unread`` counts those that could not be read: then who is missing is not known to be gone.
    """

    characters: tuple[OwnCharacter, ...]
    unread: int


def parse_account(document: Json) -> Account:
    """Read an account; one without a list of subscriptions is refused, an odd character is left out."""
    if not document.has("wow_accounts"):
        raise document.bad("wow_accounts")
    listed = [
        _character_or_none(entry)
        for subscription in document.children("wow_accounts")
        for entry in subscription.entries("characters", most=MOST_CHARACTERS)
    ]
    read = tuple(one for one in listed if one is not None)
    return Account(characters=read, unread=len(listed) - len(read))


def _character_or_none(entry: Json | None) -> OwnCharacter | None:
    if entry is None:
        return None
    try:
        return OwnCharacter(
            id=entry.integer("id"),
            name=entry.text("name"),
            realm=parse_realm_ref(entry.child("realm")),
            class_id=id_of(entry, "playable_class"),
            race_id=id_of(entry, "playable_race"),
            faction=parse_faction(entry),
            level=entry.integer_or_none("level"),
        )
    except BadPayload:
        return None
