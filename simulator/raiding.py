"""Which bosses somebody has killed, on which difficulty and in which weeks. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from simulator import activity
from simulator.gamedata import CURRENT_SEASON, MAX_LEVEL
from simulator.people import Person
from simulator.randomness import mix
from simulator.seasons import WEEK_SECONDS, period_at, period_start, season_start

# The season's raid is of our own making; both Battle.net's answers and Warcraft Logs' name these bosses.
RAID_NAME = "The Lanternless Court"
BOSSES = (
    "Doorwarden Ilvarra", "The Unlit Choir", "Mother Gloam", "Tallowking Brask", "The Three Wicks",
    "Snuffer Prime",
    "Vesper and Matins", "Regent of Ash", "The Last Ember",
)  # fmt: skip
OLD_RAID_NAME = "Halls of the Tidecaller"
OLD_BOSSES = ("Brinemaw", "The Drowned Assembly", "Undertow", "The Tidecaller")
_RAIDS_PER_100_WEEKS = 65
_KILLS_PER_PROGRESS = 16


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
    if activity.level_at(person, seen_at) < MAX_LEVEL:
        return ()
    progress = activity.progress_at(person, seen_at)
    reach = (progress - DIFFICULTIES[mode].threshold) * _KILLS_PER_PROGRESS * (0.5 + person.dedication)
    killed = min(len(BOSSES), int(reach))
    if killed <= 0:
        return ()
    weeks = _weeks_raided(seed, person, mode=mode, seen_at=seen_at)
    return tuple(_kills_of(person, boss, weeks, seen_at=seen_at) for boss in range(killed))


def old_kill_at(region: str, boss: int) -> int:
    """Return the second at which the old raid's bosses died: three weeks before the season, for everybody."""
    return season_start(region, CURRENT_SEASON) - WEEK_SECONDS * 3 + boss * 900


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
