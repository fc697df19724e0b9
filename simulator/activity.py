"""What people do over time: evenings online, gear that creeps up, keys that are run. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from simulator.gamedata import CURRENT_SEASON, DUNGEONS, MAX_LEVEL
from simulator.people import ABSENT_DAYS, Person
from simulator.randomness import mix, unit
from simulator.seasons import WEEK_SECONDS, period_at, period_start, season_start

DAY_SECONDS = 86_400
# Offset of local evening from UTC in hours.
_ZONE_HOURS = {"us": -6, "eu": 1, "kr": 9, "tw": 8}
_LOOK_BACK_DAYS, _DORMANT_DAYS = 60, 40
_EVENING_SECONDS = 20 * 3_600
_EVENING_SPREAD_SECONDS = 3 * 3_600 + 1_800
_RAID_DAYS = (2, 3, 6)
_RAID_DAY_BONUS = 0.2
_SATURATION_DAYS = 45.0
_LEVELS_PER_DAY = 0.8
LOW_LEVEL = 10
# Fits scored runs as Raider.IO prints them: a 13 with 19 % of the time left 387.2, a 16 with 9 % left 428.3.
_AFFIX_LEVELS = (4, 7, 10, 12)
_RUN_POINTS, _TIME_POINTS, _TIME_SHARE = 125, 15, 0.4


@dataclass(frozen=True, slots=True)
class KeyRun:
    """A completed keystone run."""

    dungeon: int
    level: int
    completed_at: int
    duration_ms: int
    timed: bool
    rating: float
    number: int


def last_login(seed: int, person: Person, *, now: float, anchor: int) -> int:
    """Return the second of the last logout snapshot; the anchor is midnight of the day the world began."""
    if person.dormant:
        routine = _last_evening_of_season(seed, person)
    elif person.absent:
        routine = anchor - ABSENT_DAYS * DAY_SECONDS + mix(seed, 30, person.index) % _EVENING_SPREAD_SECONDS
    else:
        routine = _last_evening(seed, person, now=now)
    return int(max(routine, person.logged_in_at))


def _last_evening(seed: int, person: Person, *, now: float) -> int:
    zone = _ZONE_HOURS[person.region] * 3_600
    today = int((now + zone) // DAY_SECONDS)
    habit = 0.35 + 0.55 * person.dedication
    for day in range(today, today - _LOOK_BACK_DAYS, -1):
        chance = habit + (_RAID_DAY_BONUS if is_raid_day(day) else 0.0)
        if unit(seed, 31, person.index, day) >= chance:
            continue
        ended = (
            day * DAY_SECONDS
            - zone
            + _EVENING_SECONDS
            + mix(seed, 32, person.index, day) % _EVENING_SPREAD_SECONDS
        )
        if ended <= now:
            return ended
    return (today - _LOOK_BACK_DAYS) * DAY_SECONDS - zone + _EVENING_SECONDS


def _last_evening_of_season(seed: int, person: Person) -> int:
    """Return the end of the last session of somebody who has been gone since before the season."""
    gone = season_start(person.region, CURRENT_SEASON) - DAY_SECONDS
    return gone - mix(seed, 33, person.index) % (_DORMANT_DAYS * DAY_SECONDS)


def is_raid_day(day: int) -> bool:
    """Say whether guilds raid on a day since 1970."""
    return day % 7 in _RAID_DAYS


def raid_start(region: str, day: int) -> int:
    """Return the second at which the raid of a day begins: early in the local evening."""
    return day * DAY_SECONDS - _ZONE_HOURS[region] * 3_600 + _EVENING_SECONDS - 3_600


def season_days(person: Person, at: float) -> float:
    """Return how many days of the season had passed at a moment; 0 before it."""
    return max(0.0, (at - season_start(person.region, CURRENT_SEASON)) / DAY_SECONDS)


def level_at(person: Person, at: float) -> int:
    """Return the character's level after its last session."""
    if person.start_level == MAX_LEVEL or person.start_level < LOW_LEVEL:
        return person.start_level
    return min(
        MAX_LEVEL, person.start_level + int(season_days(person, at) * _LEVELS_PER_DAY * person.dedication)
    )


def progress_at(person: Person, at: float) -> float:
    """Return how far a character is through the season's gear, from 0 to 1."""
    days = season_days(person, at)
    worn = 1.0 - math.exp(-days * (0.4 + person.dedication) / _SATURATION_DAYS)
    return (0.15 + 0.85 * worn) * (0.45 + 0.55 * person.skill)


def last_season_progress(person: Person) -> float:
    """Return how far a character had got through the gear of the season before."""
    return (0.3 + 0.6 * person.skill) * (0.6 + 0.4 * person.dedication)


def rating_color(rating: float) -> tuple[int, int, int]:
    """Return the colour that Battle.net would give a rating, as red, green and blue."""
    steps = ((3000, (255, 128, 0)), (2400, (163, 53, 238)), (1600, (0, 112, 221)), (800, (30, 255, 0)))
    return next((color for least, color in steps if rating >= least), (255, 255, 255))


def week_runs(seed: int, person: Person, *, period: int, until: float) -> list[KeyRun]:
    """Return the keys that a character ran in a week and had finished by the end of its last session."""
    if person.dormant or level_at(person, until) < MAX_LEVEL:
        return []
    count = int(unit(seed, 40, person.index, period) * person.dedication * 11)
    start = period_start(person.region, period)
    runs = [_run(seed, person, period=period, number=number) for number in range(count)]
    return [run for run in runs if start <= run.completed_at <= until]


@lru_cache(maxsize=4_096)
def season_runs(seed: int, person: Person, *, until: float) -> tuple[KeyRun, ...]:
    """Return the best run in each dungeon of the season so far."""
    first = period_at(person.region, season_start(person.region, CURRENT_SEASON))
    best: dict[int, KeyRun] = {}
    for period in range(first, period_at(person.region, until) + 1):
        for run in week_runs(seed, person, period=period, until=until):
            known = best.get(run.dungeon)
            if known is None or run.rating > known.rating:
                best[run.dungeon] = run
    return tuple(best[dungeon.id] for dungeon in DUNGEONS if dungeon.id in best)


def run_rating(level: int, pace: float) -> float:
    """Return what a run is worth: by its level, the affixes of that level, and the share of par time left."""
    affixes = sum(level >= one for one in _AFFIX_LEVELS)
    least = _RUN_POINTS + 15 * (level + affixes)
    if pace <= 1:
        return round(least + _TIME_POINTS * min(1.0, (1 - pace) / _TIME_SHARE), 3)
    return round(least - _TIME_POINTS * (1 + min(1.0, (pace - 1) / _TIME_SHARE)), 3)


def season_rating(runs: Sequence[KeyRun]) -> float:
    """Return the Mythic+ rating that the best runs add up to."""
    return round(sum(run.rating for run in runs), 3)


def _run(seed: int, person: Person, *, period: int, number: int) -> KeyRun:
    lot = mix(seed, 41, person.index, period, number)
    dungeon = DUNGEONS[lot % len(DUNGEONS)]
    start = period_start(person.region, period)
    completed_at = start + (lot >> 8) % WEEK_SECONDS
    reach = progress_at(person, completed_at) * 19
    level = max(2, int(reach * (0.75 + 0.25 * unit(lot, 1))))
    pace = 1.13 - 0.3 * person.skill - 0.1 * unit(lot, 2)
    duration = int(dungeon.par_ms * pace)
    timed = duration <= dungeon.par_ms
    return KeyRun(dungeon.id, level, completed_at, duration, timed, run_rating(level, pace), number)
