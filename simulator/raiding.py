"""Which bosses somebody has killed, on which difficulty and in which weeks. Pure."""

from dataclasses import dataclass, replace
from functools import lru_cache

from simulator import activity
from simulator.gamedata import CURRENT_SEASON, MAX_LEVEL
from simulator.people import Person
from simulator.randomness import mix
from simulator.seasons import WEEK_SECONDS, period_at, period_start, season_start

_RAIDS_PER_100_WEEKS = 65
_KILLS_PER_PROGRESS = 16
_LAIR_LEAD_SECONDS = 1_800


@dataclass(frozen=True, slots=True)
class Boss:
    """A boss: its number in Battle.net's journal, its name, its number at Warcraft Logs."""

    id: int
    name: str
    logs_id: int


@dataclass(frozen=True, slots=True)
class Raid:
    """A raid: its number in Battle.net's journal, its name and its bosses in their order."""

    id: int
    name: str
    bosses: tuple[Boss, ...]


RAID = Raid(
    1_320,
    "The Venomous Abyss",
    (
        Boss(2_888, "Nek'zali the Soulcoiler", 3_470),
        Boss(2_874, "Entombed Sentinels", 3_445),
        Boss(2_894, "The Lost Explorers", 3_497),
        Boss(2_882, "Vashnik the Malignant", 3_455),
        Boss(2_871, "Sszorak", 3_420),
        Boss(2_887, "The Twin Fangs", 3_421),
        Boss(2_883, "The Coiled Altar", 3_429),
        Boss(2_895, "Ula'tek", 3_492),
    ),
)
# A lair of one boss with a lockout of its own: whoever kills the raid's first boss looked in before.
LAIR = Raid(1_317, "The Tidebound Grotto", (Boss(2_849, "Nymrissa Wavecaller", 3_379),))
OLD_RAID = Raid(
    1_307,
    "The Voidspire",
    (
        Boss(2_733, "Imperator Averzian", 3_176),
        Boss(2_734, "Vorasius", 3_177),
        Boss(2_736, "Fallen-King Salhadaar", 3_179),
        Boss(2_735, "Vaelgor & Ezzorak", 3_178),
        Boss(2_737, "Lightblinded Vanguard", 3_180),
        Boss(2_738, "Crown of the Cosmos", 3_181),
    ),
)


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A raid difficulty in Battle.net's words, and the progress from which somebody kills there."""

    word: str
    name: str
    threshold: float


DIFFICULTIES = (
    Difficulty("LFR", "Raid Finder", 0.0),
    Difficulty("NORMAL", "Normal", 0.12),
    Difficulty("HEROIC", "Heroic", 0.34),
    Difficulty("MYTHIC", "Mythic", 0.62),
)


@dataclass(frozen=True, slots=True)
class BossKills:
    """The kills of one boss: its place in the raid, the periods with a kill, and the newest kill's second."""

    boss: int
    weeks: tuple[int, ...]
    last_at: int


@lru_cache(maxsize=8_192)
def kills(seed: int, person: Person, *, mode: int, seen_at: float) -> tuple[BossKills, ...]:
    """Return the bosses that a character had killed on a difficulty (its place in DIFFICULTIES)."""
    is_away = person.dormant or seen_at < season_start(person.region, CURRENT_SEASON)
    if is_away or activity.level_at(person, seen_at) < MAX_LEVEL:
        return ()
    progress = activity.progress_at(person, seen_at)
    reach = (progress - DIFFICULTIES[mode].threshold) * _KILLS_PER_PROGRESS * (0.5 + person.dedication)
    killed = min(len(RAID.bosses), int(reach))
    if killed <= 0:
        return ()
    weeks = _weeks_raided(seed, person, mode=mode, seen_at=seen_at)
    return tuple(_kills_of(person, boss, weeks, seen_at=seen_at) for boss in range(killed))


def lair_kills(killed: tuple[BossKills, ...], region: str) -> tuple[BossKills, ...]:
    """Return the kill of the lair's boss by somebody with these kills in the raid."""
    if not killed:
        return ()
    first = killed[0]
    reset = period_start(region, first.weeks[-1])
    return (replace(first, last_at=max(reset, first.last_at - _LAIR_LEAD_SECONDS)),)


def raided_last_season(person: Person) -> bool:
    """Say whether a character was there when the old raid's bosses died."""
    return person.start_level == MAX_LEVEL


def old_kill_at(region: str, boss: int) -> int:
    """Return the second at which the old raid's bosses died: seven weeks before the season, for everybody."""
    return season_start(region, CURRENT_SEASON) - WEEK_SECONDS * 7 + boss * 900


def old_kill_count(boss: int) -> int:
    """Return how often an old boss died."""
    return 5 + boss


def _weeks_raided(seed: int, person: Person, *, mode: int, seen_at: float) -> tuple[int, ...]:
    """Return the periods in which a character raided a difficulty; at least the season's first."""
    first = period_at(person.region, season_start(person.region, CURRENT_SEASON))
    weeks = range(first, period_at(person.region, seen_at) + 1)
    return tuple(
        week for week in weeks if mix(seed, 90, person.index, mode, week) % 100 < _RAIDS_PER_100_WEEKS
    ) or (first,)


def _kills_of(person: Person, boss: int, weeks: tuple[int, ...], *, seen_at: float) -> BossKills:
    """Return a boss's kills, the newest in the last week raided; later bosses fell weeks later."""
    moment = period_start(person.region, weeks[-1]) + mix(91, person.index, boss, weeks[-1]) % WEEK_SECONDS
    return BossKills(boss, weeks[min(boss // 3, len(weeks) - 1) :], int(min(moment, seen_at)))
