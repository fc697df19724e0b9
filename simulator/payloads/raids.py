"""Raid encounters of a character."""

from functools import lru_cache
from typing import Any

import orjson

from simulator import raiding
from simulator.payloads.people import character_path, reference
from simulator.payloads.view import View
from simulator.people import Person
from simulator.raiding import BOSSES, DIFFICULTIES, OLD_BOSSES, OLD_RAID_NAME, RAID_NAME, BossKills
from simulator.world import World

# Ids stand apart from real journal ids.
_MIDNIGHT, _CURRENT = (516, "Midnight"), (505, "Current Season")
_RAID, _FIRST_BOSS = (9_301, RAID_NAME), 9_310
_OLD_RAID, _FIRST_OLD_BOSS = (9_201, OLD_RAID_NAME), 9_210


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
    modes = []
    for place, difficulty in enumerate(DIFFICULTIES):
        killed = raiding.kills(seed, person, mode=place, seen_at=seen_at)
        if killed:
            kills = [_kill(view, one) for one in killed]
            modes.append(_mode(view, difficulty.word, difficulty.name, kills=kills, total=len(BOSSES)))
    return modes


def _mode(view: View, word: str, name: str, *, kills: list[dict[str, Any]], total: int) -> dict[str, Any]:
    done = len(kills) == total
    return {
        "difficulty": view.typed(word, name),
        "status": view.typed("COMPLETE", "Complete") if done else view.typed("IN_PROGRESS", "In Progress"),
        "progress": {"completed_count": len(kills), "total_count": total, "encounters": kills},
    }


def _kill(view: View, killed: BossKills) -> dict[str, Any]:
    return {
        "encounter": _encounter(view, _FIRST_BOSS + killed.boss, BOSSES[killed.boss]),
        "completed_count": len(killed.weeks),
        "last_kill_timestamp": killed.last_at * 1_000,
    }


@lru_cache(maxsize=500)
def _encounter(view: View, number: int, name: str) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(view.static("journal-encounter", number, name)))


@lru_cache(maxsize=50)
def _old_instance(view: View) -> dict[str, Any]:
    kills = [
        {
            "encounter": view.static("journal-encounter", _FIRST_OLD_BOSS + boss, name),
            "completed_count": raiding.old_kill_count(boss),
            "last_kill_timestamp": raiding.old_kill_at(view.region, boss) * 1_000,
        }
        for boss, name in enumerate(OLD_BOSSES)
    ]
    mode = _mode(view, "NORMAL", "Normal", kills=kills, total=len(OLD_BOSSES))
    return _instance(view, _OLD_RAID, orjson.Fragment(orjson.dumps([mode])))
