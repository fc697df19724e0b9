"""Where everybody lives: guilds and strays as consecutive blocks of character numbers."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from simulator import names
from simulator.gamedata import ALLIANCE, HORDE
from simulator.randomness import mix, pick
from simulator.realms import GROUPS, Realm

DEMO_REGION, DEMO_REALM, DEMO_GUILD = "eu", "argent-dawn", "Lantern Watch"
GUILD_LIMIT = 1_000
_FIRST_SIZES = (12, 20, 35, 25, 50, 16, 80, 30)
_SIZES = (12, 25, 40, 60, 90, 150, 220, 350, 600, GUILD_LIMIT)
_FIRST_REGIONS = ("us", "kr", "tw", "eu")
_REGIONS = ("eu", "eu", "eu", "us", "us", "us", "kr", "tw")
_STRAYS_PER_GUILD = 10
_DEMO_GROUP = 0


@dataclass(frozen=True, slots=True)
class Guild:
    """A guild as it was founded: its block of characters and its place in the names of its realm."""

    number: int
    id: int
    name: str
    region: str
    realm: Realm
    faction: str
    start: int
    size: int
    position: int


class Census:
    """Lays out guilds over the character numbers 0 … characters - 1."""

    def __init__(self, *, seed: int, members: int, characters: int) -> None:
        self.seed = seed
        self.characters = max(characters, 1)
        self.guilds: list[Guild] = []
        self._blocks: dict[tuple[str, int], list[Guild]] = {}
        self._positions: dict[tuple[str, int], int] = {}
        self._settle(min(members, self.characters, GUILD_LIMIT))
        self._starts = [guild.start for guild in self.guilds]

    def block_of(self, index: int) -> Guild:
        """Return the guild in whose block a character lives (strays live at the end of a block)."""
        return self.guilds[bisect_right(self._starts, index) - 1]

    def is_stray(self, index: int) -> bool:
        """Say whether a character belongs to no guild."""
        block = self.block_of(index)
        return index >= block.start + block.size

    def indexes_of(self, region: str, group: int) -> Iterator[int]:
        """Yield the numbers of all characters of a connected realm."""
        for guild in self._blocks.get((region, group), []):
            yield from range(guild.start, self.end_of(guild))

    def end_of(self, guild: Guild) -> int:
        """Return the number after the last character of a guild's block, its strays included."""
        following = guild.number + 1
        return self.guilds[following].start if following < len(self.guilds) else self.characters

    def _settle(self, members: int) -> None:
        start = self._found(
            0, start=0, size=members, realm=GROUPS[DEMO_REGION][_DEMO_GROUP][0], region=DEMO_REGION
        )
        number = 1
        while start < self.characters:
            region = self._region(number)
            group = pick(GROUPS[region], mix(self.seed, 21, number))
            size = min(self._size(number), self.characters - start)
            start = self._found(number, start=start, size=size, realm=group[0], region=region)
            number += 1

    def _found(self, number: int, *, start: int, size: int, realm: Realm, region: str) -> int:
        place = (region, realm.group)
        guild = Guild(
            number=number,
            id=60_000_000 + number * 13,
            name=names.guild_name(self.seed, number) if number else DEMO_GUILD,
            region=region,
            realm=realm,
            faction=pick((ALLIANCE, HORDE), mix(self.seed, 22, number)) if number else ALLIANCE,
            start=start,
            size=size,
            position=self._positions.get(place, 0),
        )
        self.guilds.append(guild)
        self._blocks.setdefault(place, []).append(guild)
        end = min(start + size + _STRAYS_PER_GUILD, self.characters)
        self._positions[place] = guild.position + end - start
        return end

    def _region(self, number: int) -> str:
        if number <= len(_FIRST_REGIONS):
            return _FIRST_REGIONS[number - 1]
        return pick(_REGIONS, mix(self.seed, 23, number))

    def _size(self, number: int) -> int:
        if number <= len(_FIRST_SIZES):
            return _FIRST_SIZES[number - 1]
        return pick(_SIZES, mix(self.seed, 24, number))
