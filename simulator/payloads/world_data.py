"""Realms, periods, seasons, dungeons, classes, races and specializations."""

from typing import Any

from simulator.gamedata import CLASS_OF_SPEC, CLASSES, DUNGEONS, PET_SPECS, RACES, SPEC_BY_ID, Role
from simulator.payloads.view import View
from simulator.realms import REALMS
from simulator.seasons import FIRST_PERIOD, WEEK_SECONDS, period_at, period_start, seasons_at

_KEYSTONE = "/data/wow/mythic-keystone"
_ROLE_NAMES = {Role.TANK: "Tank", Role.HEALER: "Healer", Role.DAMAGE: "Damage"}
_STAT_NAMES = {"STRENGTH": "Strength", "AGILITY": "Agility", "INTELLECT": "Intellect"}


def realm_index(view: View) -> dict[str, Any]:
    """Return the realms of a region."""
    return {
        "_links": view.links("/data/wow/realm/", "dynamic"),
        "realms": [view.realm(realm) for realm in REALMS[view.region]],
    }


def period_index(view: View, now: float) -> dict[str, Any]:
    """Return all keystone periods so far and the running one."""
    current = period_at(view.region, now)
    return {
        "_links": view.links(f"{_KEYSTONE}/period/", "dynamic"),
        "periods": [_dynamic(view, "period", number) for number in range(FIRST_PERIOD, current + 1)],
        "current_period": _dynamic(view, "period", current),
    }


def period(view: View, number: int, now: float) -> dict[str, Any] | None:
    """Return a period with start and end in milliseconds; None for one that has not begun."""
    if not FIRST_PERIOD <= number <= period_at(view.region, now):
        return None
    start = period_start(view.region, number)
    return {
        "_links": view.links(f"{_KEYSTONE}/period/{number}", "dynamic"),
        "id": number,
        "start_timestamp": start * 1_000,
        "end_timestamp": (start + WEEK_SECONDS - 1) * 1_000,
    }


def season_index(view: View, now: float) -> dict[str, Any]:
    """Return the seasons so far and the running one."""
    begun = seasons_at(view.region, now)
    return {
        "_links": view.links(f"{_KEYSTONE}/season/", "dynamic"),
        "seasons": [_dynamic(view, "season", season.id) for season in begun],
        "current_season": _dynamic(view, "season", begun[-1].id),
    }


def season(view: View, number: int, now: float) -> dict[str, Any] | None:
    """Return a season with its periods; the running one has no end."""
    found = next((one for one in seasons_at(view.region, now) if one.id == number), None)
    if found is None:
        return None
    periods = range(found.first_period, found.last_period + 1)
    payload: dict[str, Any] = {
        "_links": view.links(f"{_KEYSTONE}/season/{number}", "dynamic"),
        "id": number,
        "start_timestamp": found.start * 1_000,
        "periods": [_dynamic(view, "period", one) for one in periods],
        "season_name": None,
    }
    return payload if found.end is None else payload | {"end_timestamp": found.end * 1_000}


def dungeon_index(view: View) -> dict[str, Any]:
    """Return the dungeons of the season."""
    return {
        "_links": view.links(f"{_KEYSTONE}/dungeon/", "dynamic"),
        "dungeons": [
            {
                "key": view.link(f"{_KEYSTONE}/dungeon/{one.id}", "dynamic"),
                "name": view.say(one.name),
                "id": one.id,
            }
            for one in DUNGEONS
        ],
    }


def class_index(view: View) -> dict[str, Any]:
    """Return the playable classes."""
    return {
        "_links": view.links("/data/wow/playable-class/", "static"),
        "classes": [view.static("playable-class", one.id, one.name) for one in CLASSES],
    }


def race_index(view: View) -> dict[str, Any]:
    """Return the playable races."""
    return {
        "_links": view.links("/data/wow/playable-race/", "static"),
        "races": [view.static("playable-race", one.id, one.name) for one in RACES],
    }


def specialization_index(view: View) -> dict[str, Any]:
    """Return the specializations of classes and of hunters' pets."""
    return {
        "_links": view.links("/data/wow/playable-specialization/", "static"),
        "character_specializations": [
            view.static("playable-specialization", one.id, one.name) for one in SPEC_BY_ID.values()
        ],
        "pet_specializations": [view.static("playable-specialization", *one) for one in PET_SPECS],
    }


def specialization(view: View, number: int) -> dict[str, Any] | None:
    """Return a specialization with its role."""
    spec = SPEC_BY_ID.get(number)
    if spec is None:
        return None
    game_class = CLASS_OF_SPEC[number]
    words = view.say(f"A {game_class.name.lower()} who follows the way of {spec.name}.")
    tree = f"/data/wow/talent-tree/{game_class.id}/playable-specialization/{number}"
    return {
        "_links": view.links(f"/data/wow/playable-specialization/{number}", "static"),
        "id": number,
        "playable_class": view.static("playable-class", game_class.id, game_class.name),
        "name": view.say(spec.name),
        "gender_description": {"male": words, "female": words},
        "media": view.nameless("media/playable-specialization", number),
        "role": view.typed(spec.role, _ROLE_NAMES[spec.role]),
        "pvp_talents": [_pvp_talent(view, number, place) for place in range(3)],
        "spec_talent_tree": {"key": view.link(tree, "static"), "name": view.say(spec.name)},
        "power_type": view.static("power-type", 0, "Mana"),
        "primary_stat_type": view.typed(spec.stat, _STAT_NAMES[spec.stat]),
    }


def _pvp_talent(view: View, spec: int, place: int) -> dict[str, Any]:
    tooltip = {
        "description": view.say("Your light dazzles a rival."),
        "cast_time": view.say("Instant"),
        "range": view.say("30 yd range"),
        "cooldown": view.say("45 sec cooldown"),
        "power_cost": view.say("1,500 Mana"),
    }
    return {"talent": view.static("pvp-talent", 5_000 + spec + place, "Dazzle"), "spell_tooltip": tooltip}


def _dynamic(view: View, kind: str, number: int) -> dict[str, Any]:
    return {"key": view.link(f"{_KEYSTONE}/{kind}/{number}", "dynamic"), "id": number}
