"""The simulated world: everybody as they were born, plus what has happened since."""

import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from simulator import activity, names
from simulator.census import Census, Guild
from simulator.clock import WorldClock
from simulator.logs import LogsMode, born_mode
from simulator.people import Person, Registry
from simulator.realms import BY_SLUG


def name_key(name: str) -> str:
    """Return the key under which Battle.net finds a name: composed and lower-cased, accents kept."""
    return unicodedata.normalize("NFC", name).lower()


@dataclass(frozen=True, slots=True)
class GuildState:
    """A guild as it is now."""

    guild: Guild
    name: str
    slug: str
    members: tuple[int, ...]
    changed_at: float
    version: int


class World:
    """Answers who is who; changed only through simulator.events."""

    def __init__(self, *, seed: int, members: int, characters: int, clock: WorldClock, anchor: int) -> None:
        self.seed = seed
        self.clock = clock
        self.anchor = anchor
        self.census = Census(seed=seed, members=members, characters=characters)
        self.lock = threading.RLock()
        self._registry = Registry(self.census)
        self._people: dict[int, Person] = {}
        self._guilds: dict[int, GuildState] = {}
        self._names: dict[tuple[str, int], dict[tuple[str, str], int]] = {}
        self._guild_names: dict[tuple[str, str, str], int] = {}
        self.overrides: dict[tuple[int, str], dict[str, Any]] = {}
        self.logs_modes: dict[int, LogsMode] = {}
        # Characters that changed hands, with the battletags of who has them now.
        self.given: dict[int, str] = {}
        for guild in self.census.guilds:
            self._guild_names[guild.region, guild.realm.slug, names.guild_slug(guild.name)] = guild.number

    def person(self, index: int) -> Person:
        """Return a character as it is now."""
        return self._people.get(index) or self._registry.person(index)

    def born(self, index: int) -> Person:
        """Return a character as the world was made with it."""
        return self._registry.person(index)

    def put(self, person: Person) -> None:
        """Keep a changed character, and let its new name find it."""
        with self.lock:
            self.restore(replace(person, version=person.version + 1, changed_at=self.clock.now()))

    def restore(self, person: Person) -> None:
        """Keep a character just as it is given."""
        is_born = person.index < self.census.characters
        before = self.person(person.index) if is_born else self._people.get(person.index, person)
        found = self._names_of(before)
        if found.get((before.realm, name_key(before.name))) == person.index:
            del found[before.realm, name_key(before.name)]
        self._people[person.index] = person
        if not person.deleted:
            self._names_of(person)[person.realm, name_key(person.name)] = person.index

    def find(self, region: str, realm: str, name: str) -> Person | None:
        """Return the character of that name on that realm, hidden and deleted ones too."""
        home = BY_SLUG[region].get(realm)
        if home is None:
            return None
        index = self._index(region, home.group).get((realm, name_key(name)))
        return None if index is None else self.person(index)

    def newcomer(self) -> int:
        """Return the number of a character that nobody has yet."""
        return max([self.census.characters - 1, *self._people]) + 1

    def guild(self, number: int) -> GuildState:
        """Return a guild as it is now."""
        known = self._guilds.get(number)
        if known is None:
            guild = self.census.guilds[number]
            members = tuple(range(guild.start, guild.start + guild.size))
            known = GuildState(
                guild, guild.name, names.guild_slug(guild.name), members, float(self.anchor), 0
            )
            self._guilds[number] = known
        return known

    def put_guild(self, state: GuildState) -> None:
        """Keep a changed guild, and let its new name find it."""
        with self.lock:
            before = self.guild(state.guild.number)
            place = (state.guild.region, state.guild.realm.slug)
            self._guild_names.pop((*place, before.slug), None)
            kept = replace(
                state,
                slug=names.guild_slug(state.name),
                changed_at=self.clock.now(),
                version=before.version + 1,
            )
            self._guilds[state.guild.number] = kept
            if kept.members:
                self._guild_names[(*place, kept.slug)] = state.guild.number

    def restore_guild(self, number: int, name: str, members: tuple[int, ...]) -> None:
        """Give a guild its saved name and members."""
        self.put_guild(replace(self.guild(number), name=name, members=members))

    def touch_guild(self, number: int) -> None:
        """Note that something about a member changed."""
        self.put_guild(self.guild(number))

    def find_guild(self, region: str, realm: str, slug: str) -> GuildState | None:
        """Return the guild of that slug on that realm."""
        number = self._guild_names.get((region, realm, unicodedata.normalize("NFC", slug).lower()))
        return None if number is None else self.guild(number)

    def last_login(self, person: Person) -> int:
        """Return the second of a character's last logout."""
        return activity.last_login(self.seed, person, now=self.clock.now(), anchor=self.anchor)

    def last_login_by(self, person: Person, moment: float) -> int:
        """Return the second of the last logout up to a moment."""
        known = person if person.logged_in_at <= moment else replace(person, logged_in_at=0.0)
        return activity.last_login(self.seed, known, now=moment, anchor=self.anchor)

    def logs_mode(self, person: Person) -> LogsMode:
        """Return how Warcraft Logs knows a character's fights."""
        return self.logs_modes.get(person.index) or born_mode(self.seed, person.index)

    def level(self, person: Person) -> int:
        """Return a character's level."""
        return activity.level_at(person, self.last_login(person))

    def has_profile(self, person: Person) -> bool:
        """Say whether Battle.net shows a profile: not for the hidden, the deleted and the very low."""
        return not (person.hidden or person.deleted) and self.level(person) >= activity.LOW_LEVEL

    def changed_people(self) -> Iterable[Person]:
        """Return everybody to whom something has happened."""
        return self._people.values()

    def changed_guilds(self) -> Iterable[GuildState]:
        """Return the guilds to which something has happened."""
        return [state for state in self._guilds.values() if state.version]

    def _names_of(self, person: Person) -> dict[tuple[str, str], int]:
        return self._index(person.region, BY_SLUG[person.region][person.realm].group)

    def _index(self, region: str, group: int) -> dict[tuple[str, str], int]:
        known = self._names.get((region, group))
        if known is None:
            with self.lock:
                known = self._names.get((region, group))
                if known is None:
                    known = self._names[region, group] = self._born_names(region, group)
        return known

    def _born_names(self, region: str, group: int) -> dict[tuple[str, str], int]:
        people = ((index, self._registry.person(index)) for index in self.census.indexes_of(region, group))
        return {(person.realm, name_key(person.name)): index for index, person in people}
