"""Raid encounters of a character."""

from typing import Any

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
        payload["expansions"] = [
            _expansion(view, _CURRENT, [_instance(view, _RAID, modes)]),
            _expansion(view, _MIDNIGHT, [_instance(view, _RAID, modes), _old_instance(view, person)]),
        ]
    return payload


def _expansion(view: View, expansion: tuple[int, str], instances: list[dict[str, Any]]) -> dict[str, Any]:
    number, name = expansion
    return {"expansion": view.static("journal-expansion", number, name), "instances": instances}


def _instance(view: View, raid: tuple[int, str], modes: list[dict[str, Any]]) -> dict[str, Any]:
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
            kills = [
                _kill(view, person, seed, boss=boss, mode=place, seen_at=seen_at) for boss in range(killed)
            ]
            modes.append(_mode(view, word, name, kills=kills, total=len(_BOSSES)))
    return modes


def _mode(view: View, word: str, name: str, *, kills: list[dict[str, Any]], total: int) -> dict[str, Any]:
    done = len(kills) == total
    return {
        "difficulty": view.typed(word, name),
        "status": view.typed("COMPLETE", "Complete") if done else view.typed("IN_PROGRESS", "In Progress"),
        "progress": {"completed_count": len(kills), "total_count": total, "encounters": kills},
    }


def _kill(view: View, person: Person, seed: int, *, boss: int, mode: int, seen_at: float) -> dict[str, Any]:
    """Return a boss's kills: the newest in the last week in which the character raided that difficulty."""
    first = period_at(person.region, season_start(person.region, CURRENT_SEASON))
    last = period_at(person.region, seen_at)
    raided = [
        week
        for week in range(first, last + 1)
        if mix(seed, 90, person.index, mode, week) % 100 < _RAIDS_PER_100_WEEKS
    ]
    week = raided[-1] if raided else first
    moment = period_start(person.region, week) + mix(seed, 91, person.index, mode, boss, week) % WEEK_SECONDS
    return {
        "encounter": view.static("journal-encounter", _FIRST_BOSS + boss, _BOSSES[boss]),
        "completed_count": max(1, len(raided) - boss // 3),
        "last_kill_timestamp": int(min(moment, seen_at)) * 1_000,
    }


def _old_instance(view: View, person: Person) -> dict[str, Any]:
    killed_at = season_start(person.region, CURRENT_SEASON) - WEEK_SECONDS * 3
    kills = [
        {
            "encounter": view.static("journal-encounter", _FIRST_OLD_BOSS + boss, name),
            "completed_count": 5 + boss,
            "last_kill_timestamp": (killed_at + boss * 900) * 1_000,
        }
        for boss, name in enumerate(_OLD_BOSSES)
    ]
    mode = _mode(view, "NORMAL", "Normal", kills=kills, total=len(_OLD_BOSSES))
    return _instance(view, _OLD_RAID, [mode])
