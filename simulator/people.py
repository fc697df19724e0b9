"""Characters as a pure function of the seed and their number."""

from dataclasses import dataclass
from functools import lru_cache

from simulator import names
from simulator.census import Census, Guild
from simulator.gamedata import (
    ALLIANCE,
    CLASSES,
    FACTION_NAMES,
    HORDE,
    MAX_LEVEL,
    RACES,
    RACES_OF_CLASS,
    GameClass,
    Race,
)
from simulator.randomness import mix, pick, unit
from simulator.realms import GROUPS

_LOW_LEVEL = (21, 17)
_ABSENT = (35, 23)
# Gone since before the season; and in the roster without ever having had a profile.
_DORMANT, _UNINDEXED = (41, 29), (53, 41)
_LEVELLING_SHARE = 0.09
_SAME_FACTION_SHARE = 0.85
_HOME_REALM_SHARE = 0.72
_TWIN, _TWIN_OF = 9, 4
_NAMESAKE, _NAMESAKE_OF = 12, 3
# Shares of ranks 2 to 9 among members that are neither guild master nor officer.
_RANK_SHARES = ((2, 0.06), (3, 0.36), (4, 0.46), (5, 0.66), (6, 0.84), (7, 0.91), (8, 0.96), (9, 1.0))
_OFFICER_PER = 30
ABSENT_DAYS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A character: who it is, where it lives, and what moves it."""

    index: int
    id: int
    name: str
    region: str
    realm: str
    class_id: int
    spec_id: int
    race_id: int
    female: bool
    faction: str
    guild: int | None
    rank: int
    start_level: int
    dedication: float
    skill: float
    # Away for weeks; and away since before the season, in which nothing has been played on coming back.
    absent: bool
    dormant: bool = False
    # What has happened to this character since the world was made.
    version: int = 0
    changed_at: float = 0.0
    logged_in_at: float = 0.0
    hidden: bool = False
    is_valid: bool = True
    deleted: bool = False


class Registry:
    """Makes characters on demand."""

    def __init__(self, census: Census) -> None:
        self.census = census
        self.person = lru_cache(maxsize=200_000)(self._person)

    def _person(self, index: int) -> Person:
        seed, census = self.census.seed, self.census
        guild = census.block_of(index)
        place = index - guild.start
        game_class = pick(CLASSES, mix(seed, 1, index))
        race = _race(seed, index, game_class=game_class, faction=guild.faction)
        name, realm = self._address(guild, place)
        return Person(
            index=index,
            id=180_000_000 + index * 29 + mix(seed, 2, index) % 29,
            name=name,
            region=guild.region,
            realm=realm,
            class_id=game_class.id,
            spec_id=pick(game_class.specs, mix(seed, 3, index)).id,
            race_id=race.id,
            female=mix(seed, 4, index) % 2 == 0,
            faction=race.faction
            if race.faction in FACTION_NAMES and race.faction != "NEUTRAL"
            else guild.faction,
            guild=None if place >= guild.size else guild.number,
            rank=_rank(seed, index, place=place, size=guild.size),
            start_level=_start_level(seed, index, place),
            dedication=unit(seed, 5, index),
            skill=unit(seed, 6, index),
            absent=place % _ABSENT[0] == _ABSENT[1],
            dormant=place % _DORMANT[0] == _DORMANT[1],
            hidden=place % _UNINDEXED[0] == _UNINDEXED[1],
        )

    def _address(self, guild: Guild, place: int) -> tuple[str, str]:
        """Return name and realm slug; the demo guild holds an accented twin and a namesake next door."""
        seed = self.census.seed
        realms = GROUPS[guild.region][guild.realm.group]
        name = names.character_name(seed, guild.position + place)
        at_home = len(realms) == 1 or unit(seed, 7, guild.start + place) < _HOME_REALM_SHARE
        realm = realms[0] if at_home else pick(realms[1:], mix(seed, 8, guild.start + place))
        if guild.number or place not in {_TWIN, _TWIN_OF, _NAMESAKE, _NAMESAKE_OF}:
            return name, realm.slug
        if place == _TWIN:
            plain = names.plain_name(seed, guild.position + _TWIN_OF)
            return names.accented(plain), realms[0].slug
        if place == _NAMESAKE:
            return names.plain_name(seed, guild.position + _NAMESAKE_OF), realms[-1].slug
        return names.plain_name(seed, guild.position + place), realms[0].slug


def _race(seed: int, index: int, *, game_class: GameClass, faction: str) -> Race:
    allowed = RACES_OF_CLASS.get(game_class.id)
    other = HORDE if faction == ALLIANCE else ALLIANCE
    wanted = faction if unit(seed, 9, index) < _SAME_FACTION_SHARE else other
    fitting = tuple(
        race
        for race in RACES
        if race.faction == wanted and (race.id in allowed if allowed else race.name != "Dracthyr")
    )
    return pick(fitting, mix(seed, 10, index))


def _rank(seed: int, index: int, *, place: int, size: int) -> int:
    if place == 0:
        return 0
    if place <= max(1, size // _OFFICER_PER):
        return 1
    share = unit(seed, 12, index)
    return next(rank for rank, limit in _RANK_SHARES if share < limit)


def _start_level(seed: int, index: int, place: int) -> int:
    if place % _DORMANT[0] == _DORMANT[1]:
        return MAX_LEVEL
    if place % _LOW_LEVEL[0] == _LOW_LEVEL[1]:
        return 1 + mix(seed, 13, index) % 9
    if place and unit(seed, 14, index) < _LEVELLING_SHARE:
        return 10 + mix(seed, 15, index) % 70
    return MAX_LEVEL
