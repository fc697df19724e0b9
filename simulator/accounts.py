"""Battle.net accounts: who owns which characters, from the seed and from what has changed hands since."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from simulator.census import Guild
from simulator.people import Person
from simulator.randomness import mix, pick
from simulator.world import World

_WORDS = (
    "Lampwick", "Copperpot", "Thistledown", "Marrow", "Kettle", "Wicker", "Bramble", "Tallow", "Gossamer",
    "Pewter", "Hazel", "Cinder", "Juniper", "Flint", "Quill", "Saffron", "Ålfred", "Zoé", "Łucja", "Jörg",
    "Фонарь", "Кочерга", "Ёлка", "등불", "솜사탕", "燈籠", "茶壺", "ランタン",
)  # fmt: skip
_BATTLETAG = re.compile(r"[^\s#<>/]{2,40}#[0-9]{3,12}")
_FIRST_NUMBER = 1_000
_FIRST_ID = 100_000_000
# Numbers above this are not whole any more where JSON numbers are read as floating point.
_FLOAT_LIMIT = 1 << 53
_INVENTED = 1 << 61
_WIDE_PER, _FOREIGN_PER, _STRAYS_TOGETHER = 4, 7, 3
# How many guilds further those live whose alts play in a guild.
_NEIGHBOURS = (1, 5)


@dataclass(frozen=True, slots=True)
class Account:
    """A Battle.net account; one that was only named when somebody signed in has no main character."""

    id: int
    battletag: str
    main: int | None = None


class AccountBook:
    """Tells owners and characters; half of a guild are mains, the others alts, some of people elsewhere."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._alts = lru_cache(maxsize=512)(self._alts_in)

    def owner(self, person: Person) -> Account:
        """Return the account that a character belongs to now."""
        moved = self._world.given.get(person.index)
        return self.by_tag(moved) if moved is not None else self.born_owner(person.index)

    def born_owner(self, index: int) -> Account:
        """Return the account that a character was made on."""
        return self._account(self._main_of(index))

    def characters(self, account: Account) -> list[Person]:
        """Return an account's living characters, the main first."""
        world = self._world
        born = self.born_characters(account)
        kept = [index for index in born if index not in world.given]
        gained = [index for index, tag in list(world.given.items()) if tag == account.battletag]
        people = [world.person(index) for index in (*kept, *gained)]
        return [person for person in people if not person.deleted]

    def born_characters(self, account: Account) -> list[int]:
        """Return the numbers of the characters that were made on an account, the main first."""
        main = account.main
        if main is None:
            return []
        if main >= self._world.census.characters:
            return [main]
        count = len(self._world.census.guilds)
        home = self._world.census.block_of(main).number
        blocks = sorted({home, *((home - step) % count for step in _NEIGHBOURS)})
        return [main, *(alt for block in blocks for alt in self._alts(block).get(main, ()))]

    def by_tag(self, battletag: str) -> Account:
        """Return the account of a battletag, inventing one without characters. Raises ValueError."""
        tag = unicodedata.normalize("NFC", battletag.strip())
        if not _BATTLETAG.fullmatch(tag):
            raise ValueError(f"{battletag!r} is not a battletag such as Lampwick#1234")
        main = int(tag.rpartition("#")[2]) - _FIRST_NUMBER
        if 0 <= main < self._world.newcomer() and self._main_of(main) == main:
            known = self._account(main)
            if known.battletag == tag:
                return known
        lot = int.from_bytes(blake2b(tag.encode(), digest_size=7).digest())
        return Account(_INVENTED + lot, tag)

    def _account(self, main: int) -> Account:
        seed = self._world.seed
        number = _FIRST_ID + main * 17 + mix(seed, 142, main) % 17
        if mix(seed, 143, main) % _WIDE_PER == 0:
            number = _FLOAT_LIMIT + 1 + 2 * number
        return Account(number, f"{pick(_WORDS, mix(seed, 144, main))}#{_FIRST_NUMBER + main}", main)

    def _main_of(self, index: int) -> int:
        """Return the number of the main character of whoever owns a character."""
        census = self._world.census
        if index >= census.characters:
            return index
        guild = census.block_of(index)
        place = index - guild.start
        stray = (place - guild.size) % _STRAYS_TOGETHER
        if place < _mains(guild) or (place >= guild.size and stray == 0):
            return index
        if place > guild.size and stray == 1:
            return index - 1
        return self._main_elsewhere(index, guild)

    def _main_elsewhere(self, index: int, guild: Guild) -> int:
        lot = mix(self._world.seed, 145, index)
        home, guilds = guild, self._world.census.guilds
        if lot % _FOREIGN_PER == 0:
            home = guilds[(guild.number + pick(_NEIGHBOURS, lot >> 8)) % len(guilds)]
        return home.start + (lot >> 16) % _mains(home)

    def _alts_in(self, block: int) -> dict[int, tuple[int, ...]]:
        """Return the alts that live in a guild's block, by their mains wherever those live."""
        census = self._world.census
        guild = census.guilds[block]
        found: dict[int, tuple[int, ...]] = {}
        for index in range(guild.start, census.end_of(guild)):
            main = self._main_of(index)
            if main != index:
                found[main] = (*found.get(main, ()), index)
        return found


def _mains(guild: Guild) -> int:
    """Return how many members of a guild, those of the highest ranks first, are mains."""
    return (guild.size + 1) // 2
