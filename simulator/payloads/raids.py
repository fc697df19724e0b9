"""Raid encounters of a character."""

from functools import lru_cache
from typing import Any

import orjson

from simulator import raiding
from simulator.payloads.people import character_path, reference
from simulator.payloads.view import View
from simulator.people import Person
from simulator.raiding import DIFFICULTIES, LAIR, OLD_RAID, RAID, Boss, BossKills, Raid
from simulator.world import World

_MIDNIGHT, _CURRENT = (516, "Midnight"), (505, "Current Season")


def raids(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the raid answer; without a kill it has no expansions."""
    seen_at = world.last_login(person)
    payload: dict[str, Any] = {
        "_links": view.links(f"{character_path(person)}/encounters/raids", "profile"),
        "character": reference(view, person),
    }
    killed = [
        raiding.kills(world.seed, person, mode=mode, seen_at=seen_at) for mode in range(len(DIFFICULTIES))
    ]
    newest = []
    if any(killed):
        in_lair = [raiding.lair_kills(one, person.region) for one in killed]
        newest = [_instance(view, RAID, killed), _instance(view, LAIR, in_lair)]
    past = [_old_instance(view)] if raiding.raided_last_season(person) else []
    expansions = [(_CURRENT, newest), (_MIDNIGHT, [*newest, *past])]
    if newest or past:
        payload["expansions"] = [_expansion(view, *one) for one in expansions if one[1]]
    return payload


def _expansion(view: View, expansion: tuple[int, str], instances: list[dict[str, Any]]) -> dict[str, Any]:
    number, name = expansion
    return {"expansion": view.static("journal-expansion", number, name), "instances": instances}


def _instance(view: View, raid: Raid, killed: list[tuple[BossKills, ...]]) -> dict[str, Any]:
    modes = [
        _mode(view, difficulty.word, difficulty.name, kills=kills, total=len(raid.bosses))
        for difficulty, one in zip(DIFFICULTIES, killed, strict=True)
        if (kills := [_kill(view, raid.bosses[boss.boss], boss) for boss in one])
    ]
    # Told twice, under the season and under its expansion: the same bytes.
    return _told(view, raid, orjson.Fragment(orjson.dumps(modes)))


def _told(view: View, raid: Raid, modes: orjson.Fragment) -> dict[str, Any]:
    return {"instance": view.static("journal-instance", raid.id, raid.name), "modes": modes}


def _mode(view: View, word: str, name: str, *, kills: list[dict[str, Any]], total: int) -> dict[str, Any]:
    done = len(kills) == total
    return {
        "difficulty": view.typed(word, name),
        "status": view.typed("COMPLETE", "Complete") if done else view.typed("IN_PROGRESS", "In Progress"),
        "progress": {"completed_count": len(kills), "total_count": total, "encounters": kills},
    }


def _kill(view: View, boss: Boss, killed: BossKills) -> dict[str, Any]:
    return {
        "encounter": _encounter(view, boss.id, boss.name),
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
            "encounter": view.static("journal-encounter", boss.id, boss.name),
            "completed_count": raiding.old_kill_count(place),
            "last_kill_timestamp": raiding.old_kill_at(view.region, place) * 1_000,
        }
        for place, boss in enumerate(OLD_RAID.bosses)
    ]
    mode = _mode(view, "NORMAL", "Normal", kills=kills, total=len(OLD_RAID.bosses))
    return _told(view, OLD_RAID, orjson.Fragment(orjson.dumps([mode])))
