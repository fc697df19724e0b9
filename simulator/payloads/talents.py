"""Specializations of a character: loadouts with their codes, class, spec and hero talents, PvP talents."""

from functools import lru_cache
from typing import Any

import orjson

from simulator.gamedata import CLASS_BY_ID, CLASS_OF_SPEC, SPEC_BY_ID, Spec
from simulator.payloads.people import character_path, reference
from simulator.payloads.view import View
from simulator.people import Person
from simulator.randomness import mix, pick
from simulator.world import World

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
_HERO_TREES = ("Lanternbearer", "Emberwright")
_FIRST_HERO_TREE = 9_000
HERO_LEVEL = 71
_CLASS_TALENTS, _SPEC_TALENTS, _HERO_TALENTS = range(10), range(10, 20), range(20, 24)
_VARIANTS = 8
_CODE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_CODE_LENGTH = 88


def specializations(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the specializations answer; hero talents come with level 71."""
    spec, variant = SPEC_BY_ID[person.spec_id], mix(world.seed, 110, person.index) % _VARIANTS
    is_hero = world.level(person) >= HERO_LEVEL
    rows = [
        orjson.Fragment(_specialization(view, one, variant, is_hero=is_hero))
        for one in CLASS_BY_ID[person.class_id].specs
    ]
    payload = {
        "_links": view.links(f"{character_path(person)}/specializations", "profile"),
        "specializations": rows,
        "active_specialization": view.static("playable-specialization", spec.id, spec.name),
        "character": reference(view, person),
    }
    return payload | ({"active_hero_talent_tree": _hero_tree(view, spec, variant)} if is_hero else {})


@lru_cache(maxsize=2_000)
def _specialization(view: View, spec: Spec, variant: int, *, is_hero: bool) -> bytes:
    loadouts = [_loadout(view, spec, variant, is_hero=is_hero, is_active=True)]
    if variant % 2:
        other = (variant + 1) % _VARIANTS
        loadouts.append(_loadout(view, spec, other, is_hero=is_hero, is_active=False))
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
            "loadouts": loadouts,
        }
    )


def _loadout(view: View, spec: Spec, variant: int, *, is_hero: bool, is_active: bool) -> dict[str, Any]:
    game_class = CLASS_OF_SPEC[spec.id]
    tree = f"/data/wow/talent-tree/{game_class.id}"
    loadout: dict[str, Any] = {
        "is_active": is_active,
        "talent_loadout_code": _code(spec, variant),
        "selected_class_talents": [_talent(view, spec, variant, place) for place in _CLASS_TALENTS],
        "selected_spec_talents": [_talent(view, spec, variant, place) for place in _SPEC_TALENTS],
        "selected_class_talent_tree": {"key": view.link(tree, "static"), "name": view.say(game_class.name)},
        "selected_spec_talent_tree": {
            "key": view.link(f"{tree}/playable-specialization/{spec.id}", "static"),
            "name": view.say(spec.name),
        },
    }
    if is_hero:
        loadout["selected_hero_talents"] = [_talent(view, spec, variant, place) for place in _HERO_TALENTS]
        loadout["selected_hero_talent_tree"] = _hero_tree(view, spec, variant)
    return loadout


def _code(spec: Spec, variant: int) -> str:
    """Return a loadout's import string: it differs with every choice."""
    letters = (mix(spec.id, variant, place) % len(_CODE_LETTERS) for place in range(_CODE_LENGTH))
    return "C" + "".join(_CODE_LETTERS[letter] for letter in letters)


def _hero_tree(view: View, spec: Spec, variant: int) -> dict[str, Any]:
    place = variant % len(_HERO_TREES)
    number = _FIRST_HERO_TREE + spec.id * len(_HERO_TREES) + place
    key = view.link(f"/data/wow/talent-tree/{spec.id}/hero-talent-tree/{number}", "static")
    return {"key": key, "name": view.say(_HERO_TREES[place]), "id": number}


def _talent(view: View, spec: Spec, variant: int, place: int) -> dict[str, Any]:
    number = 90_000 + spec.id * 24 + place
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
