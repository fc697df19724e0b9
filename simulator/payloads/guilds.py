"""Guild and roster."""

from typing import Any

from simulator.gamedata import FACTION_NAMES
from simulator.payloads.people import character_path, guild_path, guild_reference
from simulator.payloads.view import View
from simulator.people import Person
from simulator.randomness import mix
from simulator.realms import BY_SLUG
from simulator.world import GuildState, World

_FOUNDED_MS = 1_425_412_701_000


def guild(view: View, state: GuildState, world: World) -> dict[str, Any]:
    """Return the guild answer."""
    path, number = guild_path(state), state.guild.number
    return {
        "_links": view.links(path, "profile"),
        "id": state.guild.id,
        "name": state.name,
        "faction": view.typed(state.guild.faction, FACTION_NAMES[state.guild.faction]),
        "achievement_points": 500 + mix(world.seed, 70, number) % 2_500,
        "member_count": len(state.members),
        "realm": view.realm(state.guild.realm),
        "crest": _crest(view, mix(world.seed, 71, number)),
        "roster": view.link(f"{path}/roster", "profile"),
        "achievements": view.link(f"{path}/achievements", "profile"),
        "created_timestamp": _FOUNDED_MS + mix(world.seed, 72, number) % 300_000_000_000,
        "activity": view.link(f"{path}/activity", "profile"),
        "name_search": state.name.lower(),
    }


def roster(view: View, state: GuildState, world: World) -> dict[str, Any]:
    """Return the roster answer: every member, with or without a public profile."""
    return {
        "_links": view.links(f"{guild_path(state)}/roster", "profile"),
        "guild": guild_reference(view, state),
        "members": [_member(view, world.person(index), world) for index in state.members],
    }


def _member(view: View, person: Person, world: World) -> dict[str, Any]:
    character = {
        "key": view.link(character_path(person), "profile"),
        "name": person.name,
        "id": person.id,
        "realm": view.realm(BY_SLUG[person.region][person.realm], named=False),
        "level": world.level(person),
        "playable_class": view.nameless("playable-class", person.class_id),
        "playable_race": view.nameless("playable-race", person.race_id),
        "faction": {"type": person.faction},
    }
    return {"character": character, "rank": person.rank}


def _crest(view: View, lot: int) -> dict[str, Any]:
    emblem, border = lot % 195, lot % 6
    return {
        "emblem": {
            "id": emblem,
            "media": view.nameless("media/guild-crest/emblem", emblem),
            "color": _color(lot >> 8),
        },
        "border": {
            "id": border,
            "media": view.nameless("media/guild-crest/border", border),
            "color": _color(lot >> 16),
        },
        "background": {"color": _color(lot >> 24)},
    }


def _color(lot: int) -> dict[str, Any]:
    rgba = {"r": lot % 256, "g": (lot >> 8) % 256, "b": (lot >> 16) % 256, "a": 1.0}
    return {"id": lot % 17, "rgba": rgba}
