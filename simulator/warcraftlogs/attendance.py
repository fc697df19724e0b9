"""Who was in a guild's raids: a report a raid night, uploaded a while after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from simulator import activity
from simulator.gamedata import CLASSES, CURRENT_SEASON, MAX_LEVEL
from simulator.logs import LogsMode
from simulator.people import Person
from simulator.randomness import mix, unit
from simulator.seasons import season_start
from simulator.warcraftlogs.zones import RAID
from simulator.world import GuildState, World

DEFAULT_LIMIT, MOST_REPORTS = 16, 25
_RAID_SECONDS, _UPLOAD_SECONDS = 3 * 3_600, 1_800
_RAID_SIZE, _BENCH = 20, 4
_LOWEST_RANK = 6
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz123456789"
_CODE_LENGTH = 16
PRESENT, BENCHED = 1, 2
GUEST = "Wayfarer"
CLASS_TYPES = {one.id: one.name.replace(" ", "") for one in CLASSES}


@dataclass(frozen=True, slots=True)
class Night:
    """A raid night: the report's code, and when it began."""

    code: str
    start: int


def nights(world: World, state: GuildState) -> Sequence[Night]:
    """Return the raid nights of the season whose reports are up, the newest first."""
    region = state.guild.region
    first, now = season_start(region, CURRENT_SEASON), world.clock.now()
    days = range(int(now // activity.DAY_SECONDS), int(first // activity.DAY_SECONDS), -1)
    starts = (activity.raid_start(region, day) for day in days if activity.is_raid_day(day))
    up = now - _RAID_SECONDS - _UPLOAD_SECONDS
    return [Night(_code(world.seed, state.guild.number, one), one) for one in starts if one <= up]


def players(world: World, state: GuildState, night: Night) -> list[dict[str, Any]]:
    """Return who was there: the keenest of the guild in the raid, some on the bench, and a guest."""
    came = [person for person in map(world.person, state.members) if _came(world, person, night)]
    came.sort(key=lambda one: (-one.skill, one.index))
    told = [
        {
            "name": person.name,
            "type": CLASS_TYPES[person.class_id],
            "presence": PRESENT if place < _RAID_SIZE else BENCHED,
        }
        for place, person in enumerate(came[: _RAID_SIZE + _BENCH])
    ]
    return [*told, {"name": GUEST, "type": "Mage", "presence": PRESENT}]


def _came(world: World, person: Person, night: Night) -> bool:
    if person.rank > _LOWEST_RANK or person.absent or person.dormant or person.start_level < MAX_LEVEL:
        return False
    if world.logs_mode(person) is LogsMode.ANONYMOUS:
        return False
    return unit(world.seed, 140, person.index, night.start) < 0.3 + 0.65 * person.dedication


@lru_cache(maxsize=4_096)
def _code(seed: int, guild: int, start: int) -> str:
    lots = (mix(seed, 141, guild, start, place) for place in range(_CODE_LENGTH))
    return "".join(_LETTERS[lot % len(_LETTERS)] for lot in lots)


ZONE = RAID
"""Where the guild raids: all of its reports are of the season's raid."""
