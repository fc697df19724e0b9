"""The characters of an account, as its owner may see them."""

from collections.abc import Iterable
from typing import Any

from simulator.accounts import Account
from simulator.gamedata import CLASS_BY_ID, FACTION_NAMES, RACE_BY_ID
from simulator.payloads.people import character_path
from simulator.payloads.view import View
from simulator.people import Person
from simulator.randomness import mix
from simulator.realms import BY_SLUG
from simulator.world import World

_PATH = "/profile/user/wow"
_ROOM_IN_FIRST = 4
_SUBSCRIPTION_IDS = 100_000_000


def account_profile(view: View, account: Account, people: Iterable[Person], world: World) -> dict[str, Any]:
    """Return the account profile of one region; whoever has many characters there has two subscriptions."""
    here = [person for person in people if person.region == view.region]
    subscriptions = [part for part in (here[:_ROOM_IN_FIRST], here[_ROOM_IN_FIRST:]) if part]
    user = f"https://{view.region}.api.blizzard.com/profile/user"
    return {
        "_links": view.links(_PATH, "profile")
        | {"user": {"href": user}, "profile": view.link(_PATH, "profile")},
        "id": account.id,
        "wow_accounts": [
            {
                "id": mix(world.seed, 146, account.id, number) % _SUBSCRIPTION_IDS,
                "characters": [_character(view, person, world) for person in part],
            }
            for number, part in enumerate(subscriptions)
        ],
        "collections": view.link(f"{_PATH}/collections", "profile"),
    }


def _character(view: View, person: Person, world: World) -> dict[str, Any]:
    realm, race = BY_SLUG[person.region][person.realm], RACE_BY_ID[person.race_id]
    protected = f"{_PATH}/protected-character/{realm.id}-{person.id}"
    return {
        "character": view.link(character_path(person), "profile"),
        "protected_character": view.link(protected, "profile"),
        "name": person.name,
        "id": person.id,
        "realm": view.realm(realm),
        "playable_class": view.static("playable-class", person.class_id, CLASS_BY_ID[person.class_id].name),
        "playable_race": view.static("playable-race", race.id, race.name),
        "gender": view.typed(*(("FEMALE", "Female") if person.female else ("MALE", "Male"))),
        "faction": view.typed(person.faction, FACTION_NAMES[person.faction]),
        "level": world.level(person),
    }
