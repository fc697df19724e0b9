"""The untyped JSON of `zoneRankings`: best and median percentile a boss, averages, all stars."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simulator.gamedata import SPEC_BY_ID, Role
from simulator.logs import LogsMode
from simulator.people import Person
from simulator.randomness import mix
from simulator.warcraftlogs.standing import Logged, Parse, logged
from simulator.warcraftlogs.zones import (
    KEYSTONE,
    RAID,
    ZONE_BY_ID,
    Encounter,
    Zone,
    partitions_at,
)
from simulator.world import World

Json = dict[str, Any]
# Several clients compare with this sentence: it comes in the place of the rankings, without a GraphQL error.
HIDDEN = "You do not have permission to see this character's rankings."
ALL_PARTITIONS = -1
_POSSIBLE_POINTS = 120
# A kill takes part in the all stars when the nightly count has seen it.
_COUNTED_AFTER_SECONDS = 86_400
_TOP_AMOUNT = {Role.DAMAGE: 2_400_000.0, Role.TANK: 1_300_000.0, Role.HEALER: 1_900_000.0}
_OFF_METRIC_SHARE = 0.07
_ROLE_WORDS = {Role.TANK: "Tank", Role.HEALER: "Healer", Role.DAMAGE: "DPS"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The arguments of `zoneRankings`; 0, "Any" and "default" leave the choice to Warcraft Logs."""

    zone_id: int = 0
    difficulty: int = 0
    metric: str = "default"
    partition: int = 0
    size: int = 0
    spec_name: str = "Any"
    class_name: str = "Any"
    role: str = "Any"


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is ranked: resolved arguments."""

    zone: Zone
    difficulty: int
    metric: str
    partition: int
    size: int


def zone_rankings(world: World, person: Person, wanted: Wanted) -> Json:
    """Return the rankings of a character in a zone, or the reason why there are none to see."""
    if world.logs_mode(person) is LogsMode.HIDDEN:
        return {"error": HIDDEN}
    zone = ZONE_BY_ID.get(wanted.zone_id) if wanted.zone_id else RAID
    if zone is None:
        return {"error": "Invalid zone id specified."}
    known = [number for number, _, _ in zone.difficulties]
    if wanted.difficulty and wanted.difficulty not in known:
        return {"error": "Invalid difficulty setting or raid size specified."}
    scope = _scope(world, person, zone, wanted)
    found = logged(world, person, zone=zone, difficulty=scope.difficulty) if _plays(person, wanted) else ()
    return _told(world, person, scope, {one.encounter.id: one for one in found})


def _scope(world: World, person: Person, zone: Zone, wanted: Wanted) -> _Scope:
    difficulty = wanted.difficulty or _highest(world, person, zone)
    partitions = partitions_at(zone, person.region, world.clock.now())
    return _Scope(
        zone=zone,
        difficulty=difficulty,
        metric=_usual_metric(person, zone) if wanted.metric == "default" else wanted.metric,
        partition=wanted.partition or partitions[-1].id,
        size=wanted.size,
    )


def _highest(world: World, person: Person, zone: Zone) -> int:
    """Return the highest difficulty that a character has logs of; the zone's highest without any."""
    numbers = [number for number, _, _ in reversed(zone.difficulties)]
    return next(
        (number for number in numbers if logged(world, person, zone=zone, difficulty=number)), numbers[0]
    )


def _usual_metric(person: Person, zone: Zone) -> str:
    if any(number == KEYSTONE for number, _, _ in zone.difficulties):
        return "playerscore"
    return "hps" if SPEC_BY_ID[person.spec_id].role is Role.HEALER else "dps"


def _plays(person: Person, wanted: Wanted) -> bool:
    """Say whether role and specialization leave anything of a character: it is logged in its present one."""
    spec = SPEC_BY_ID[person.spec_id]
    named = wanted.spec_name.replace(" ", "").lower()
    return named in {"any", "", spec.name.replace(" ", "").lower()} and wanted.role in {
        "Any",
        _ROLE_WORDS[spec.role],
    }


def _told(world: World, person: Person, scope: _Scope, found: dict[int, Logged]) -> Json:
    rankings = [
        _ranking(world, person, scope, encounter, known=found.get(encounter.id))
        for encounter in scope.zone.encounters
    ]
    best = [one["rankPercent"] for one in rankings if one["rankPercent"] is not None]
    median = [one["medianPercent"] for one in rankings if one["medianPercent"] is not None]
    told = {
        "bestPerformanceAverage": _mean(best),
        "medianPerformanceAverage": _mean(median),
        "difficulty": scope.difficulty,
        "metric": scope.metric,
        "partition": scope.partition,
        "zone": scope.zone.id,
        "allStars": _zone_stars(person, scope, rankings),
        "rankings": rankings,
    }
    return told | ({"size": scope.size} if scope.size else {})


def _ranking(
    world: World, person: Person, scope: _Scope, encounter: Encounter, *, known: Logged | None
) -> Json:
    named = {"encounter": {"id": encounter.id, "name": encounter.name}}
    parses = (
        [one for one in known.parses if scope.partition in {ALL_PARTITIONS, one.partition}] if known else []
    )
    if known is None or not parses:
        return named | _NOTHING
    best = max(parses, key=lambda one: one.percent)
    is_counted = world.clock.now() - known.last_at > _COUNTED_AFTER_SECONDS or best is not parses[-1]
    percent = _in_metric(person, scope, best.percent)
    spec = SPEC_BY_ID[person.spec_id].name.replace(" ", "")
    return named | {
        "rankPercent": percent,
        "medianPercent": _in_metric(person, scope, statistics.median(one.percent for one in parses)),
        "lockedIn": is_counted,
        "totalKills": len(parses),
        "fastestKill": min(one.duration_ms for one in parses),
        "allStars": _stars(world.seed, person, best, encounter.id) if is_counted else _UNCOUNTED,
        "spec": spec,
        "bestSpec": spec,
        "bestAmount": _amount(person, scope, percent),
    }


_NOTHING: Json = {
    "rankPercent": None,
    "medianPercent": None,
    "allStars": None,
    "lockedIn": True,
    "totalKills": 0,
    "fastestKill": 0,
    "bestAmount": 0,
    "spec": None,
}
_UNCOUNTED: Json = {
    "points": 0.0,
    "possiblePoints": _POSSIBLE_POINTS,
    "partition": 0,
    "rank": "-",
    "regionRank": "-",
    "rankPercent": "-",
    "total": 0,
}


def _in_metric(person: Person, scope: _Scope, percent: float) -> float:
    """Return the percentile in a metric: a healer's damage is ranked as well, and far below."""
    is_usual = scope.metric in {_usual_metric(person, scope.zone), "playerscore"}
    return percent if is_usual else percent * 0.45


def _amount(person: Person, scope: _Scope, percent: float) -> float:
    top = _TOP_AMOUNT[SPEC_BY_ID[person.spec_id].role]
    share = 1.0 if scope.metric == _usual_metric(person, scope.zone) else _OFF_METRIC_SHARE
    return round(top * share * (0.45 + 0.0055 * percent), 6)


def _stars(seed: int, person: Person, best: Parse, encounter_id: int) -> Json:
    total = 6_000 + mix(seed, 135, person.spec_id, encounter_id) % 12_000
    rank = max(1, round(total * (1 - best.percent / 100)))
    return {
        "points": round(_POSSIBLE_POINTS * best.percent / 100, 2),
        "possiblePoints": _POSSIBLE_POINTS,
        "partition": best.partition,
        "rank": rank,
        "regionRank": max(1, rank // 3),
        "serverRank": max(1, rank // 40),
        "rankPercent": best.percent,
        "total": total,
    }


def _zone_stars(person: Person, scope: _Scope, rankings: Sequence[Json]) -> list[Json]:
    """Return the one row of the character's specialization; none without a counted kill."""
    counted = [one for one in rankings if one["allStars"] and one["lockedIn"]]
    if not counted:
        return []
    percent = statistics.fmean(one["rankPercent"] for one in counted)
    total = max(one["allStars"]["total"] for one in counted)
    rank = max(1, round(total * (1 - percent / 100)))
    return [
        {
            "partition": scope.partition,
            "spec": SPEC_BY_ID[person.spec_id].name.replace(" ", ""),
            "points": round(sum(one["allStars"]["points"] for one in counted), 3),
            "possiblePoints": _POSSIBLE_POINTS * len(rankings),
            "rank": rank,
            "regionRank": max(1, rank // 3),
            "serverRank": max(1, rank // 40),
            "rankPercent": percent,
            "total": total,
        }
    ]


def _mean(values: list[float]) -> float | None:
    return statistics.fmean(values) if values else None
