"""Raid encounters of a character."""

from functools import lru_cache
from typing import Any

import orjson

from simulator import activity
from simulator.gamedata import CURRENT_SEASON, MAX_LEVEL
from simulator.payloads.people import character_path, reference
from simulator.payloads.view import View
from simulator.people import Person
from simulator.randomness import mix
from simulator.seasons import WEEK_SECONDS, period_at, period_start, season_start
from simulator.world import World

# The season's raid is of our own making; its ids stand apart from real journal ids.
_MIDNIGHT, _CURRENT = (516, "Midnight"), (505, "Current Season")
_RAID = (9_301, "The Lanternless Court")
_BOSSES = (
    "Doorwarden Ilvarra", "The Unlit Choir", "Mother Gloam", "Tallowking Brask", "The Three Wicks",
    "Snuffer Prime",
    "Vesper and Matins", "Regent of Ash", "The Last Ember",
)  # fmt: skip
_FIRST_BOSS = 9_310
_OLD_RAID = (9_201, "Halls of the Tidecaller")
_OLD_BOSSES = ("Brinemaw", "The Drowned Assembly", "Undertow", "The Tidecaller")
_FIRST_OLD_BOSS = 9_210
_RAIDS_PER_100_WEEKS = 65
_DIFFICULTIES = (
    ("LFR", "Raid Finder", 0.0),
    ("NORMAL", "Normal", 0.12),
    ("HEROIC", "Heroic", 0.34),
    ("MYTHIC", "Mythic", 0.62),
)


def raids(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the raid answer; without a kill it has no expansions."""
    seen_at = world.last_login(person)
    payload: dict[str, Any] = {
        "_links": view.links(f"{character_path(person)}/encounters/raids", "profile"),
        "character": reference(view, person),
    }
    modes = _modes(view, person, world.seed, seen_at=seen_at)
    if modes:
        newest = _instance(view, _RAID, orjson.Fragment(orjson.dumps(modes)))
        payload["expansions"] = [
            _expansion(view, _CURRENT, [newest]),
            _expansion(view, _MIDNIGHT, [newest, _old_instance(view)]),
        ]
    return payload


def _expansion(view: View, expansion: tuple[int, str], instances: list[dict[str, Any]]) -> dict[str, Any]:
    number, name = expansion
    return {"expansion": view.static("journal-expansion", number, name), "instances": instances}


def _instance(view: View, raid: tuple[int, str], modes: orjson.Fragment) -> dict[str, Any]:
    number, name = raid
    return {"instance": view.static("journal-instance", number, name), "modes": modes}


def _modes(view: View, person: Person, seed: int, *, seen_at: float) -> list[dict[str, Any]]:
    if activity.level_at(person, seen_at) < MAX_LEVEL:
        return []
    progress = activity.progress_at(person, seen_at)
    modes = []
    for place, (word, name, threshold) in enumerate(_DIFFICULTIES):
        killed = min(len(_BOSSES), int((progress - threshold) * 16 * (0.5 + person.dedication)))
        if killed > 0:
            weeks = _weeks_raided(seed, person, mode=place, seen_at=seen_at)
            kills = [_kill(view, person, boss, weeks=weeks, seen_at=seen_at) for boss in range(killed)]
            modes.append(_mode(view, word, name, kills=kills, total=len(_BOSSES)))
    return modes


def _weeks_raided(seed: int, person: Person, *, mode: int, seen_at: float) -> list[int]:
    """Return the periods in which a character raided a difficulty; at least the season's first."""
    first = period_at(person.region, season_start(person.region, CURRENT_SEASON))
    weeks = range(first, period_at(person.region, seen_at) + 1)
    return [
        week for week in weeks if mix(seed, 90, person.index, mode, week) % 100 < _RAIDS_PER_100_WEEKS
    ] or [first]


def _mode(view: View, word: str, name: str, *, kills: list[dict[str, Any]], total: int) -> dict[str, Any]:
    done = len(kills) == total
    return {
        "difficulty": view.typed(word, name),
        "status": view.typed("COMPLETE", "Complete") if done else view.typed("IN_PROGRESS", "In Progress"),
        "progress": {"completed_count": len(kills), "total_count": total, "encounters": kills},
    }


def _kill(view: View, person: Person, boss: int, *, weeks: list[int], seen_at: float) -> dict[str, Any]:
    """Return a boss's kills, the newest in the last week raided; later bosses died less often."""
    moment = period_start(person.region, weeks[-1]) + mix(91, person.index, boss, weeks[-1]) % WEEK_SECONDS
    return {
        "encounter": _encounter(view, _FIRST_BOSS + boss, _BOSSES[boss]),
        "completed_count": max(1, len(weeks) - boss // 3),
        "last_kill_timestamp": int(min(moment, seen_at)) * 1_000,
    }


@lru_cache(maxsize=500)
def _encounter(view: View, number: int, name: str) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(view.static("journal-encounter", number, name)))


@lru_cache(maxsize=50)
def _old_instance(view: View) -> dict[str, Any]:
    killed_at = season_start(view.region, CURRENT_SEASON) - WEEK_SECONDS * 3
    kills = [
        {
            "encounter": view.static("journal-encounter", _FIRST_OLD_BOSS + boss, name),
            "completed_count": 5 + boss,
            "last_kill_timestamp": (killed_at + boss * 900) * 1_000,
        }
        for boss, name in enumerate(_OLD_BOSSES)
    ]
    mode = _mode(view, "NORMAL", "Normal", kills=kills, total=len(_OLD_BOSSES))
    return _instance(view, _OLD_RAID, orjson.Fragment(orjson.dumps([mode])))
