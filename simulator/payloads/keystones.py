"""Mythic+ of a character: the week, the season, ratings."""

from typing import Any

from simulator import activity
from simulator.activity import KeyRun
from simulator.gamedata import AFFIXES, CURRENT_SEASON, DUNGEONS, RACE_BY_ID, SPEC_BY_ID
from simulator.gear import item_levels
from simulator.payloads.people import character_path, reference
from simulator.payloads.view import View
from simulator.people import Person
from simulator.randomness import mix
from simulator.realms import BY_SLUG
from simulator.seasons import period_at
from simulator.world import World

_DUNGEON_NAMES = {dungeon.id: dungeon.name for dungeon in DUNGEONS}
_PARTY = 5


def profile(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the Mythic+ index: this week's best runs, the seasons played, the rating."""
    path = f"{character_path(person)}/mythic-keystone-profile"
    seen_at = world.last_login(person)
    period = period_at(person.region, world.clock.now())
    week = activity.week_runs(world.seed, person, period=period, until=seen_at)
    season = activity.season_runs(world.seed, person, until=seen_at)
    current: dict[str, Any] = {"period": _dynamic(view, "period", period)}
    if week:
        current["best_runs"] = [_run(view, run, person, world) for run in _best_of_week(week)]
    payload: dict[str, Any] = {
        "_links": view.links(path, "profile"),
        "current_period": current,
        "character": reference(view, person),
    }
    if season:
        payload["seasons"] = [
            _season_link(view, path, number) for number in (CURRENT_SEASON, CURRENT_SEASON - 1)
        ]
        payload["current_mythic_rating"] = _rating(activity.season_rating(season))
    return payload


def season(view: View, person: Person, world: World) -> dict[str, Any] | None:
    """Return the current season of a character; None when it was not played."""
    runs = activity.season_runs(world.seed, person, until=world.last_login(person))
    if not runs:
        return None
    path = f"{character_path(person)}/mythic-keystone-profile/season/{CURRENT_SEASON}"
    return {
        "_links": view.links(path, "profile"),
        "season": _dynamic(view, "season", CURRENT_SEASON),
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
    payload: dict[str, Any] = {
        "completed_timestamp": run.completed_at * 1_000,
        "duration": run.duration_ms,
        "keystone_level": run.level,
        "keystone_affixes": [view.static("keystone-affix", number, name) for number, name in AFFIXES],
        "members": _party(view, run, person, world),
        "dungeon": _dungeon(view, run.dungeon),
        "is_completed_within_time": run.timed,
        "mythic_rating": _rating(run.rating),
    }
    return payload | {"map_rating": _rating(run.rating)} if rated else payload


def _party(view: View, run: KeyRun, person: Person, world: World) -> list[dict[str, Any]]:
    """Return the character and four others of its guild's block."""
    block = world.census.block_of(person.index) if person.index < world.census.characters else None
    others = [
        world.person(block.start + mix(world.seed, 80, person.index, run.completed_at, seat) % block.size)
        for seat in range(_PARTY - 1)
        if block
    ]
    return [_companion(view, one, run, world.seed) for one in (person, *others)]


def _companion(view: View, person: Person, run: KeyRun, seed: int) -> dict[str, Any]:
    race, spec = RACE_BY_ID[person.race_id], SPEC_BY_ID[person.spec_id]
    return {
        "character": {
            "name": person.name,
            "id": person.id,
            "realm": view.realm(BY_SLUG[person.region][person.realm], named=False),
        },
        "specialization": view.static("playable-specialization", spec.id, spec.name),
        "race": view.static("playable-race", race.id, race.name),
        "equipped_item_level": item_levels(seed, person, at=run.completed_at)[1],
    }


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
