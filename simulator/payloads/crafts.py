"""Professions of a character."""

from functools import lru_cache
from typing import Any

import orjson

from simulator.payloads.people import character_path, reference
from simulator.payloads.view import Speech, View
from simulator.people import Person
from simulator.randomness import mix
from simulator.world import World

_PRIMARY = (
    (164, "Blacksmithing"), (165, "Leatherworking"), (171, "Alchemy"), (182, "Herbalism"), (186, "Mining"),
    (197, "Tailoring"), (202, "Engineering"), (333, "Enchanting"), (393, "Skinning"), (755, "Jewelcrafting"),
    (773, "Inscription"),
)  # fmt: skip
_SECONDARY = ((185, "Cooking"), (356, "Fishing"))
_ARCHAEOLOGY = (794, "Archaeology")
_LANDS = (("Midnight", 100, 2_906), ("Khaz Algar", 100, 2_871), ("Dragon Isles", 100, 2_822))
_RECIPES_PER_TIER = 18


def professions(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the professions answer: plain strings, whatever the locale."""
    plain = View(view.region, Speech.PLAIN)
    lot = mix(world.seed, 100, person.index)
    first = lot % len(_PRIMARY)
    second = (first + 1 + (lot >> 8) % (len(_PRIMARY) - 1)) % len(_PRIMARY)
    payload: dict[str, Any] = {
        "_links": plain.links(f"{character_path(person)}/professions", "profile"),
        "character": reference(plain, person),
    }
    if lot % 12:
        payload["primaries"] = [_profession(plain, _PRIMARY[place], lot >> 16) for place in (first, second)]
    archaeology = plain.static("profession", *_ARCHAEOLOGY)
    payload["secondaries"] = [
        *(_profession(plain, craft, lot >> 24) for craft in _SECONDARY),
        {"profession": archaeology, "skill_points": lot % 950, "max_skill_points": 950},
    ]
    return payload


def _profession(view: View, craft: tuple[int, str], lot: int) -> dict[str, Any]:
    number, name = craft
    tiers = [orjson.Fragment(_tier(view, craft, place, lot % 5)) for place in range(len(_LANDS))]
    return {"profession": view.static("profession", number, name), "tiers": tiers}


@lru_cache(maxsize=2_000)
def _tier(view: View, craft: tuple[int, str], place: int, known: int) -> bytes:
    land, most, first = _LANDS[place]
    number, name = craft
    recipes = [
        view.static("recipe", 50_000 + number * 60 + place * 20 + one, f"{land} {name} Pattern {one + 1}")
        for one in range(_RECIPES_PER_TIER - known * 2)
    ]
    return orjson.dumps(
        {
            "skill_points": most - known * 9,
            "max_skill_points": most,
            "tier": {"name": view.say(f"{land} {name}"), "id": first + number % 100},
            "known_recipes": recipes,
        }
    )
