"""What Warcraft Logs has of a character by a moment: its kills a zone, difficulty and partition."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator import activity, raiding
from simulator.gamedata import DUNGEONS
from simulator.logs import LogsMode
from simulator.people import Person
from simulator.raiding import BossKills
from simulator.randomness import mix, unit
from simulator.warcraftlogs.zones import (
    DUNGEON_ZONE,
    KEYSTONE,
    MODES,
    NORMAL,
    OLD_RAID,
    RAID,
    Encounter,
    Zone,
    second_partition_period,
)
from simulator.world import World

_FASTEST_UPLOAD_SECONDS, _UPLOAD_SPREAD_SECONDS = 5 * 60, 30 * 60
_LEAST_PERCENT, _MOST_PERCENT = 0.3, 99.9
_NOISE_PERCENT, _BOSS_NOISE_PERCENT, _PRACTICE_PERCENT = 24.0, 14.0, 0.6
_QUICKEST_KILL_MS, _KILL_SPREAD_MS = 210_000, 330_000
_FIRST_PARTITION, _SECOND_PARTITION = 1, 2
_OLD_TIER = 99


@dataclass(frozen=True, slots=True)
class Parse:
    """One logged kill: how much of the others it beat, and in which partition."""

    percent: float
    partition: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Logged:
    """The logged kills of one encounter, oldest first."""

    encounter: Encounter
    parses: tuple[Parse, ...]
    last_at: int


def upload_delay(seed: int, person: Person) -> int:
    """Return the seconds from the end of a session until its logs are up."""
    return _FASTEST_UPLOAD_SECONDS + mix(seed, 131, person.index) % _UPLOAD_SPREAD_SECONDS


def logged_until(world: World, person: Person) -> int:
    """Return the end of the last session whose logs are up."""
    return world.last_login_by(person, world.clock.now() - upload_delay(world.seed, person))


def is_known(world: World, person: Person) -> bool:
    """Say whether Warcraft Logs has a character of that name: only where some fight was logged openly."""
    if world.logs_mode(person) in {LogsMode.ANONYMOUS, LogsMode.UNKNOWN}:
        return False
    until = logged_until(world, person)
    return (
        raiding.raided_last_season(person)
        or any(raiding.kills(world.seed, person, mode=mode, seen_at=until) for mode in MODES.values())
        or bool(activity.season_runs(world.seed, person, until=until))
    )


def logged(world: World, person: Person, *, zone: Zone, difficulty: int) -> tuple[Logged, ...]:
    """Return the encounters of a zone that a character has logged kills of, on one difficulty."""
    if world.logs_mode(person) is not LogsMode.OPEN:
        return ()
    until = logged_until(world, person)
    if zone is DUNGEON_ZONE:
        return tuple(_dungeons(world.seed, person, until=until)) if difficulty == KEYSTONE else ()
    if zone is OLD_RAID:
        return tuple(_old_bosses(world.seed, person)) if difficulty == NORMAL else ()
    if difficulty not in MODES:
        return ()
    found = raiding.kills(world.seed, person, mode=MODES[difficulty], seen_at=until)
    return tuple(_boss(world.seed, person, one, difficulty=difficulty) for one in found)


def _boss(seed: int, person: Person, killed: BossKills, *, difficulty: int) -> Logged:
    later = second_partition_period(person.region)
    parses = tuple(
        _parse(
            seed,
            person,
            (difficulty, killed.boss, week),
            age=age,
            partition=_SECOND_PARTITION if week >= later else _FIRST_PARTITION,
        )
        for age, week in enumerate(killed.weeks)
    )
    return Logged(RAID.encounters[killed.boss], parses, killed.last_at)


def _dungeons(seed: int, person: Person, *, until: float) -> Iterator[Logged]:
    runs = {run.dungeon: run for run in activity.season_runs(seed, person, until=until)}
    for place, dungeon in enumerate(DUNGEONS):
        run = runs.get(dungeon.id)
        if run is not None:
            percent = _percent(seed, person, (KEYSTONE, place, run.level), age=0)
            parse = Parse(percent, _FIRST_PARTITION, run.duration_ms)
            yield Logged(DUNGEON_ZONE.encounters[place], (parse,), run.completed_at)


def _old_bosses(seed: int, person: Person) -> Iterator[Logged]:
    bosses = OLD_RAID.encounters if raiding.raided_last_season(person) else ()
    for encounter in bosses:
        killed_at = raiding.old_kill_at(person.region, encounter.place)
        weeks = range(raiding.old_kill_count(encounter.place))
        parses = tuple(
            _parse(seed, person, (_OLD_TIER, encounter.place, week), age=week, partition=_FIRST_PARTITION)
            for week in weeks
        )
        yield Logged(encounter, parses, killed_at)


def _parse(seed: int, person: Person, where: tuple[int, int, int], *, age: int, partition: int) -> Parse:
    duration = _QUICKEST_KILL_MS + mix(seed, 134, person.index, *where) % _KILL_SPREAD_MS
    return Parse(_percent(seed, person, where, age=age), partition, duration)


def _percent(seed: int, person: Person, where: tuple[int, int, int], *, age: int) -> float:
    """Return a percentile: skill above all, some luck a boss and a night, a little practice a week."""
    difficulty, boss, _ = where
    knack = (unit(seed, 132, person.index, difficulty, boss) - 0.5) * _BOSS_NOISE_PERCENT
    usual = 4.0 + 88.0 * person.skill + knack
    luck = (unit(seed, 133, person.index, *where) - 0.5) * _NOISE_PERCENT
    return min(_MOST_PERCENT, max(_LEAST_PERCENT, usual + luck + age * _PRACTICE_PERCENT))
