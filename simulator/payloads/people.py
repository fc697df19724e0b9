"""Character summary, status, media and specializations."""

from typing import Any
from urllib.parse import quote

from simulator import activity
from simulator.gamedata import CLASS_BY_ID, FACTION_NAMES, RACE_BY_ID, SPEC_BY_ID
from simulator.gear import item_levels
from simulator.payloads.view import View
from simulator.people import Person
from simulator.randomness import mix
from simulator.realms import BY_SLUG
from simulator.world import GuildState, World

_SECTIONS = (
    ("achievements", "achievements"), ("titles", "titles"), ("pvp_summary", "pvp-summary"),
    ("encounters", "encounters"),
    ("media", "character-media"), ("specializations", "specializations"), ("statistics", "statistics"),
    ("mythic_keystone_profile", "mythic-keystone-profile"), ("equipment", "equipment"),
    ("appearance", "appearance"),
    ("collections", "collections"), ("reputations", "reputations"), ("quests", "quests"),
    ("achievements_statistics", "achievements/statistics"), ("professions", "professions"),
    ("houses", "house"),
)  # fmt: skip
_PICTURES = (("avatar", "jpg"), ("inset", "jpg"), ("main-raw", "png"))


def character_path(person: Person) -> str:
    """Return the path of a character, percent-encoded as in Battle.net's links."""
    return f"/profile/wow/character/{quote(person.realm)}/{quote(person.name.lower())}"


def guild_path(state: GuildState) -> str:
    """Return the path of a guild."""
    return f"/data/wow/guild/{quote(state.guild.realm.slug)}/{quote(state.slug)}"


def reference(view: View, person: Person) -> dict[str, Any]:
    """Return the `character` object that every section carries."""
    return {
        "key": view.link(character_path(person), "profile"),
        "name": person.name,
        "id": person.id,
        "realm": view.realm(BY_SLUG[person.region][person.realm]),
    }


def guild_reference(view: View, state: GuildState) -> dict[str, Any]:
    """Return the `guild` object of a summary and of a roster."""
    return {
        "key": view.link(guild_path(state), "profile"),
        "name": state.name,
        "id": state.guild.id,
        "realm": view.realm(state.guild.realm),
        "faction": view.typed(state.guild.faction, FACTION_NAMES[state.guild.faction]),
    }


def summary(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the character summary."""
    path, seen_at = character_path(person), world.last_login(person)
    race, spec = RACE_BY_ID[person.race_id], SPEC_BY_ID[person.spec_id]
    average, equipped = item_levels(world.seed, person, at=seen_at)
    payload = {
        "_links": view.links(path, "profile"),
        "id": person.id,
        "name": person.name,
        "gender": view.typed(*(("FEMALE", "Female") if person.female else ("MALE", "Male"))),
        "faction": view.typed(person.faction, FACTION_NAMES[person.faction]),
        "race": view.static("playable-race", race.id, race.name),
        "character_class": view.static("playable-class", person.class_id, CLASS_BY_ID[person.class_id].name),
        "active_spec": view.static("playable-specialization", spec.id, spec.name),
        "realm": view.realm(BY_SLUG[person.region][person.realm]),
        "level": activity.level_at(person, seen_at),
        "experience": 0,
        "achievement_points": 2_000 + mix(world.seed, 60, person.index) % 34_000,
        "last_login_timestamp": seen_at * 1_000,
        "average_item_level": average,
        "equipped_item_level": equipped,
        "is_remix": False,
        "name_search": person.name.lower(),
    }
    if person.guild is not None:
        payload["guild"] = guild_reference(view, world.guild(person.guild))
    if mix(world.seed, 61, person.index) % 2:
        payload["active_title"] = view.static("title", 112, "Lamplighter") | {
            "display_string": view.say("{name} the Lamplighter")
        }
    return payload | {key: view.link(f"{path}/{tail}", "profile") for key, tail in _SECTIONS}


def status(view: View, person: Person) -> dict[str, Any]:
    """Return the answer that says whether a character may still be kept."""
    path = f"{character_path(person)}/status"
    return {"_links": view.links(path, "profile"), "id": person.id, "is_valid": person.is_valid}


def media(view: View, person: Person) -> dict[str, Any]:
    """Return the links to a character's pictures."""
    place = (
        f"https://render.worldofwarcraft.com/{view.region}/character/{quote(person.realm)}/{person.id % 256}"
    )
    return {
        "_links": view.links(f"{character_path(person)}/character-media", "profile"),
        "character": reference(view, person),
        "assets": [{"key": key, "value": f"{place}/{person.id}-{key}.{ending}"} for key, ending in _PICTURES],
    }
