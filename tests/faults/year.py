"""A year of a guild as it really was, and the rosters that tell of it: who is who is known by number."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from webapp.clients.battlenet.payloads.gamedata import Realm
from webapp.sync.diff import SeenMember
from webapp.sync.roster_answer import RosterAnswer

WEEKS, MEMBERS, REALMS = 52, 60, 12
RENAMES, TRANSFERS, NEW_NUMBERS, SWAPS, MERGES = 500, 100, 10, 30, 5
GUILD, NEW_NUMBER_FROM = 77, 900_000


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the guild; ``known`` are the addresses that rosters told, the newest last."""

    number: int
    realm: str
    name: str
    rank: int
    known: tuple[tuple[str, str], ...] = ()
    is_here: bool = True

    @property
    def address(self) -> tuple[str, str]:
        return self.realm, self.name


@dataclass(slots=True)
class Year:
    """The world: people by number, realms by number, and what happened how often."""

    chance: random.Random
    people: dict[int, Person] = field(default_factory=dict)
    realms: dict[int, str] = field(default_factory=dict)
    happened: dict[str, int] = field(default_factory=dict)
    gone_slugs: dict[str, str] = field(default_factory=dict)
    _names: Iterator[str] = field(default_factory=lambda: (f"Name{number}" for number in range(10_000)))

    def begin(self) -> None:
        self.realms = {number: f"realm-{number}" for number in range(1, REALMS + 1)}
        for number in range(1, MEMBERS + 1):
            rank = 0 if number == 1 else self.chance.randrange(1, 10)
            self.people[number] = Person(number, self._realm(), next(self._names), rank)

    def listed(self) -> tuple[Realm, ...]:
        """Return the realm index."""
        return tuple(Realm(id=number, slug=slug, name=slug) for number, slug in self.realms.items())

    def roster(self) -> RosterAnswer:
        """Return the roster of now, and note what it told."""
        for number, one in self.people.items():
            if one.is_here and one.address != (one.known or [None])[-1]:
                self.people[number] = replace(one, known=(*one.known, one.address))
        seen = [
            SeenMember(bnet_id=one.number, realm=one.realm, name=one.name, rank=one.rank, level=80)
            for one in self.people.values()
            if one.is_here
        ]
        self.chance.shuffle(seen)
        return RosterAnswer(bnet_guild_id=GUILD, members=tuple(seen), guild_name="Lantern Watch")

    def week(self, number: int) -> bool:
        """Let a week pass; say whether the realm index is another."""
        for action, all_of_them in (
            (self._rename, RENAMES),
            (self._transfer, TRANSFERS),
            (self._transfer_anew, NEW_NUMBERS),
            (self._swap, SWAPS),
        ):
            for _ in range((number + 1) * all_of_them // WEEKS - number * all_of_them // WEEKS):
                action()
        if number % (WEEKS // MERGES) == 5 and self.happened.get("merge", 0) < MERGES:
            self._merge()
            return True
        return False

    def _count(self, what: str) -> None:
        self.happened[what] = self.happened.get(what, 0) + 1

    def _somebody(self) -> Person:
        return self.chance.choice([one for one in self.people.values() if one.is_here])

    def _realm(self) -> str:
        return self.chance.choice(list(self.realms.values()))

    def _put(self, one: Person, **now: str) -> None:
        self.people[one.number] = replace(one, **now)  # type: ignore[arg-type]

    def _rename(self) -> None:
        """Give somebody a new name, or one that somebody else had before."""
        taken = {one.name for one in self.people.values() if one.is_here}
        free = [name for one in self.people.values() for _, name in one.known if name not in taken]
        name = self.chance.choice(free) if free and self.chance.random() < 0.3 else next(self._names)
        self._put(self._somebody(), name=name)
        self._count("rename")

    def _transfer(self) -> None:
        one = self._somebody()
        self._put(one, realm=self.chance.choice([slug for slug in self.realms.values() if slug != one.realm]))
        self._count("transfer")

    def _transfer_anew(self) -> None:
        """Let somebody come back under another number: the same name, and nobody knows that it is them."""
        one = self.chance.choice([one for one in self.people.values() if one.is_here and one.rank > 0])
        self.people[one.number] = replace(one, is_here=False)
        number = NEW_NUMBER_FROM + one.number
        self.people[number] = Person(number, self._realm(), one.name, one.rank)
        self._count("new number")

    def _swap(self) -> None:
        one, other = self._somebody(), self._somebody()
        self._put(one, realm=other.realm, name=other.name)
        if one.number != other.number:
            self._put(other, realm=one.realm, name=one.name)
        self._count("swap")

    def _merge(self) -> None:
        """Let a realm be called otherwise, or be gone with its people on another one."""
        count = self.happened.get("merge", 0)
        number = sorted(self.realms)[0 if count % 2 else -1]
        old = self.realms[number]
        if count % 2:
            del self.realms[number]
            new = self._realm()
        else:
            new = self.realms[number] = f"merged-{count}"
            self.gone_slugs = {was: new if now == old else now for was, now in self.gone_slugs.items()} | {
                old: new
            }

        def moved(slug: str) -> str:
            return new if slug == old else slug

        for one in list(self.people.values()):
            stored = (
                one.known[-1:] if count % 2 else tuple((moved(realm), name) for realm, name in one.known[-1:])
            )
            self.people[one.number] = replace(one, realm=moved(one.realm), known=(*one.known[:-1], *stored))
        self._count("merge")
