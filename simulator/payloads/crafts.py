"""Professions and specializations of a character."""

from functools import lru_cache
from typing import Any

import orjson

from simulator.gamedata import CLASS_BY_ID, SPEC_BY_ID, Spec
from simulator.payloads.people import character_path, reference
from simulator.payloads.view import Speech, View
from simulator.people import Person
from simulator.randomness import mix, pick
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
_TALENTS = (
    "Steady Flame",
    "Long Wick",
    "Bright Glass",
    "Cold Iron",
    "Slow Burn",
    "Kindling",
    "Afterglow",
    "Vigil",
)


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


def specializations(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the specializations answer, each with a loadout and PvP talents."""
    spec = SPEC_BY_ID[person.spec_id]
    rows = [
        orjson.Fragment(_specialization(view, one, mix(world.seed, 110, person.index) % 8))
        for one in CLASS_BY_ID[person.class_id].specs
    ]
    return {
        "_links": view.links(f"{character_path(person)}/specializations", "profile"),
        "specializations": rows,
        "active_specialization": view.static("playable-specialization", spec.id, spec.name),
        "character": reference(view, person),
        "active_hero_talent_tree": {
            "key": _tree(view, spec),
            "name": view.say("Lanternbearer"),
            "id": 9_000 + spec.id,
        },
    }


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


@lru_cache(maxsize=2_000)
def _specialization(view: View, spec: Spec, variant: int) -> bytes:
    talents = [_talent(view, spec, variant, place) for place in range(20)]
    loadout = {
        "is_active": True,
        "talent_loadout_code": f"C{spec.id:04d}AAAAAAAAAAAAAAAAAAAAAAAAAMz{variant}YmZmZmZGzMzMzYGAAAAAA",
        "selected_class_talents": talents[:10],
        "selected_spec_talents": talents[10:],
        "selected_hero_talent_tree": {
            "key": _tree(view, spec),
            "name": view.say("Lanternbearer"),
            "id": 9_000 + spec.id,
        },
    }
    slots = [
        {
            "selected": {"talent": _pvp_talent(view, spec, number), "spell_tooltip": _tooltip(view, number)},
            "slot_number": number,
        }
        for number in (2, 3, 4)
    ]
    return orjson.dumps(
        {
            "specialization": view.static("playable-specialization", spec.id, spec.name),
            "glyphs": [],
            "pvp_talent_slots": slots,
            "loadouts": [loadout],
        }
    )


def _tree(view: View, spec: Spec) -> dict[str, str]:
    return view.link(f"/data/wow/talent-tree/{spec.id}/hero-talent-tree/{9_000 + spec.id}", "static")


def _talent(view: View, spec: Spec, variant: int, place: int) -> dict[str, Any]:
    number = 90_000 + spec.id * 20 + place
    tooltip = {
        "talent": view.static("talent", number, pick(_TALENTS, place)),
        "spell_tooltip": _tooltip(view, number),
    }
    return {"id": number, "rank": 1 + (variant + place) % 2, "tooltip": tooltip}


def _pvp_talent(view: View, spec: Spec, number: int) -> dict[str, Any]:
    return view.static("pvp-talent", 5_000 + spec.id + number, pick(_TALENTS, number))


def _tooltip(view: View, number: int) -> dict[str, Any]:
    return {
        "spell": view.static("spell", 400_000 + number, pick(_TALENTS, number)),
        "description": view.say("Your light reaches a little further and lasts a little longer."),
        "cast_time": view.say("Passive"),
    }
