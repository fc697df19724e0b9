"""Mythic+ of a character: the week, the season, ratings."""

from functools import lru_cache
from typing import Any

import orjson

from simulator import activity
from simulator.activity import KeyRun
from simulator.gamedata import AFFIXES, DUNGEONS, OLD_DUNGEONS, RACE_BY_ID, SPEC_BY_ID
from simulator.gear import usual_item_level
from simulator.last_season import seasons_played, shown_rating
from simulator.payloads.people import character_path, reference
from simulator.payloads.view import View
from simulator.people import Person
from simulator.randomness import mix
from simulator.realms import BY_SLUG
from simulator.seasons import period_at
from simulator.world import World

_DUNGEON_NAMES = {dungeon.id: dungeon.name for dungeon in (*DUNGEONS, *OLD_DUNGEONS)}
_PARTY = 5


def profile(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the Mythic+ index: this week's best runs, the seasons played, the rating."""
    path = f"{character_path(person)}/mythic-keystone-profile"
    seen_at = world.last_login(person)
    period = period_at(person.region, world.clock.now())
    week = activity.week_runs(world.seed, person, period=period, until=seen_at)
    current: dict[str, Any] = {"period": _dynamic(view, "period", period)}
    if week:
        current["best_runs"] = [_run(view, run, person, world) for run in _best_of_week(week)]
    payload: dict[str, Any] = {
        "_links": view.links(path, "profile"),
        "current_period": current,
        "character": reference(view, person),
    }
    played = seasons_played(world.seed, person, until=seen_at)
    if played:
        payload["seasons"] = [_season_link(view, path, number) for number in played]
    rating = shown_rating(world.seed, person, until=seen_at)
    if rating is not None:
        payload["current_mythic_rating"] = _rating(rating)
    return payload


def season(view: View, person: Person, world: World, *, number: int) -> dict[str, Any]:
    """Return a season that a character has played."""
    runs = seasons_played(world.seed, person, until=world.last_login(person))[number]
    path = f"{character_path(person)}/mythic-keystone-profile/season/{number}"
    return {
        "_links": view.links(path, "profile"),
        "season": _dynamic(view, "season", number),
        "best_runs": [_run(view, run, person, world, rated=True) for run in runs],
        "character": reference(view, person),
        "mythic_rating": _rating(activity.season_rating(runs)),
    }


def _best_of_week(runs: list[KeyRun]) -> list[KeyRun]:
    """Battle.net keeps one run a dungeon and week, so a count of runs from it is a lower bound."""
    best: dict[int, KeyRun] = {}
    for run in runs:
        if run.dungeon not in best or run.level > best[run.dungeon].level:
            best[run.dungeon] = run
    return list(best.values())


def _run(view: View, run: KeyRun, person: Person, world: World, *, rated: bool = False) -> dict[str, Any]:
    rating = _rating(run.rating)
    payload: dict[str, Any] = {
        "completed_timestamp": run.completed_at * 1_000,
        "duration": run.duration_ms,
        "keystone_level": run.level,
        "keystone_affixes": _affixes(view),
        "members": [_companion(view, one, run) for one in (person, *_others(run, person, world))],
        "dungeon": _dungeon(view, run.dungeon),
        "is_completed_within_time": run.timed,
        "mythic_rating": rating,
    }
    return payload | {"map_rating": rating} if rated else payload


def _others(run: KeyRun, person: Person, world: World) -> list[Person]:
    """Return four others of the guild in whose block the character was born."""
    if person.index >= world.census.characters:
        return []
    block = world.census.block_of(person.index)
    lot = mix(world.seed, 80, person.index, run.completed_at)
    return [world.person(block.start + (lot >> seat * 12) % block.size) for seat in range(_PARTY - 1)]


def _companion(view: View, person: Person, run: KeyRun) -> orjson.Fragment:
    """Return a member of the party; the same member at the same item level is the same bytes."""
    worn = usual_item_level(person, at=run.completed_at)
    return orjson.Fragment(_companion_bytes(view, person, worn))


@lru_cache(maxsize=20_000)
def _companion_bytes(view: View, person: Person, worn: int) -> bytes:
    race, spec = RACE_BY_ID[person.race_id], SPEC_BY_ID[person.spec_id]
    return orjson.dumps(
        {
            "character": {
                "name": person.name,
                "id": person.id,
                "realm": view.realm(BY_SLUG[person.region][person.realm], named=False),
            },
            "specialization": view.static("playable-specialization", spec.id, spec.name),
            "race": view.static("playable-race", race.id, race.name),
            "equipped_item_level": worn,
        }
    )


@lru_cache(maxsize=100)
def _affixes(view: View) -> orjson.Fragment:
    affixes = [view.static("keystone-affix", number, name) for number, name in AFFIXES]
    return orjson.Fragment(orjson.dumps(affixes))


def _dungeon(view: View, number: int) -> dict[str, Any]:
    key = view.link(f"/data/wow/mythic-keystone/dungeon/{number}", "dynamic")
    return {"key": key, "name": view.say(_DUNGEON_NAMES[number]), "id": number}


def _dynamic(view: View, kind: str, number: int) -> dict[str, Any]:
    return {"key": view.link(f"/data/wow/mythic-keystone/{kind}/{number}", "dynamic"), "id": number}


def _season_link(view: View, path: str, number: int) -> dict[str, Any]:
    return {"key": view.link(f"{path}/season/{number}", "profile"), "id": number}


def _rating(rating: float) -> dict[str, Any]:
    red, green, blue = activity.rating_color(rating)
    return {"color": {"r": red, "g": green, "b": blue, "a": 1.0}, "rating": float(rating)}
