"""What can happen in the world on request: people log in, move, rename, leave; guilds rename and disband."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from simulator.accounts import AccountBook
from simulator.cast import Cast, CastError
from simulator.logs import LogsMode
from simulator.people import Person
from simulator.randomness import mix
from simulator.realms import BY_SLUG
from simulator.world import GuildState, World

Details = dict[str, Any]
PersonEvent = Callable[[Person, Details], Person]
GuildEvent = Callable[[GuildState, Details], Details]
_LOWEST_RANK = 9


class EventError(ValueError):
    """An event cannot happen; the message says why."""


class Events:
    """Makes things happen in the world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._cast = Cast(world, AccountBook(world))
        self._to_people: dict[str, PersonEvent] = {
            "log_in": self._log_in,
            "promote": lambda one, _: replace(one, rank=max(0, one.rank - 1)),
            "demote": lambda one, _: replace(one, rank=min(_LOWEST_RANK, one.rank + 1)),
            "set_rank": lambda one, details: replace(one, rank=int(details["rank"])),
            "rename": self._rename,
            "transfer": self._transfer,
            "invalidate": lambda one, _: replace(one, is_valid=False),
            "hide": lambda one, _: replace(one, hidden=True),
            "show": lambda one, _: replace(one, hidden=False, is_valid=True),
            "leave": self._leave,
            "delete": self._delete,
            "reuse_name": self._reuse_name,
            "swap_names": self._swap_names,
            "set_field": self._set_field,
            "set_logs": self._set_logs,
            "give": self._give,
        }
        self._to_guilds: dict[str, GuildEvent] = {
            "join": self._join,
            "log_in_all": self._log_in_all,
            "rename_guild": self._rename_guild,
            "disband": self._disband,
        }

    def happen(self, details: Details) -> Details:
        """Let one event happen and say what came of it. Raises EventError."""
        action = details.get("action", "")
        with self._world.lock:
            try:
                if action in self._to_people:
                    return self._to_person(action, details)
                if action in self._to_guilds:
                    return self._to_guilds[action](self._guild(details), details)
            except KeyError as error:
                raise EventError(f"{action} needs the field {error}") from error
        raise EventError(
            f"unknown action {action!r}; known are {sorted({*self._to_people, *self._to_guilds})}"
        )

    def _to_person(self, action: str, details: Details) -> Details:
        person = self._world.find(details.get("region", "eu"), details["realm"], details["name"])
        if person is None:
            raise EventError(f"nobody is called {details['name']} on {details['realm']}")
        changed = self._to_people[action](person, details)
        if changed is not person:
            self._world.put(changed)
            for guild in {person.guild, changed.guild} - {None}:
                self._world.touch_guild(int(guild or 0))
        return _told(self._world.person(changed.index))

    def _guild(self, details: Details) -> GuildState:
        state = self._world.find_guild(details.get("region", "eu"), details["realm"], details["guild"])
        if state is None:
            raise EventError(f"no guild {details['guild']} on {details['realm']}")
        return state

    def _log_in(self, person: Person, _: Details) -> Person:
        moment = max(int(self._world.clock.now()), self._world.last_login(person) + 1)
        return replace(person, logged_in_at=float(moment))

    def _rename(self, person: Person, details: Details) -> Person:
        self._refuse_taken(person.region, person.realm, details["new_name"])
        return replace(person, name=details["new_name"])

    def _transfer(self, person: Person, details: Details) -> Person:
        realm = details["new_realm"]
        if realm not in BY_SLUG[person.region]:
            raise EventError(f"{person.region} has no realm {realm}")
        self._refuse_taken(person.region, realm, person.name)
        moved = replace(person, realm=realm)
        return replace(moved, id=person.id + 700_000_000) if details.get("new_id") else moved

    def _refuse_taken(self, region: str, realm: str, name: str) -> None:
        taken = self._world.find(region, realm, name)
        if taken is not None and not taken.deleted:
            raise EventError(f"{name} is taken on {realm}")

    def _leave(self, person: Person, _: Details) -> Person:
        self._strike(person)
        return replace(person, guild=None)

    def _delete(self, person: Person, _: Details) -> Person:
        self._strike(person)
        return replace(person, guild=None, deleted=True)

    def _strike(self, person: Person) -> None:
        """Take somebody off the guild's list."""
        if person.guild is not None:
            state = self._world.guild(person.guild)
            members = tuple(index for index in state.members if index != person.index)
            self._world.put_guild(replace(state, members=members))

    def _reuse_name(self, person: Person, details: Details) -> Person:
        """Let somebody new play under the name of a character that is gone, usually in its guild."""
        self._world.put(self._delete(person, details))
        guild = person.guild if details.get("in_guild", True) else None
        return self._settle(person, name=person.name, guild=guild, rank=int(details.get("rank", 8)))

    def _swap_names(self, person: Person, details: Details) -> Person:
        realm = details.get("other_realm", person.realm)
        other = self._world.find(person.region, realm, details["other_name"])
        if other is None:
            raise EventError(f"nobody is called {details['other_name']}")
        self._world.put(replace(other, name=person.name))
        return replace(person, name=other.name)

    def _set_field(self, person: Person, details: Details) -> Person:
        """Let a path of one of the character's answers hold a value, whatever the world says."""
        fields = self._world.overrides.setdefault((person.index, details["kind"]), {})
        fields[details["path"]] = details["value"]
        return replace(person)

    def _set_logs(self, person: Person, details: Details) -> Person:
        """Let Warcraft Logs know a character in another way; nothing about it changes at Battle.net."""
        self._world.logs_modes[person.index] = LogsMode(details["logs"])
        return person

    def _give(self, person: Person, details: Details) -> Person:
        """Let a character belong to another account; it plays on as before."""
        try:
            self._world.given[person.index] = self._cast.resolve(details["to"]).battletag
        except CastError as error:
            raise EventError(str(error)) from error
        return person

    def _join(self, state: GuildState, details: Details) -> Details:
        region = state.guild.region
        realm = details.get("member_realm", state.guild.realm.slug)
        known = self._world.find(region, realm, details["name"])
        rank = int(details.get("rank", _LOWEST_RANK - 1))
        if known is not None and not known.deleted:
            self._strike(known)
            joined = replace(known, guild=state.guild.number, rank=rank)
            self._enlist(joined)
        else:
            model = replace(self._world.person(state.guild.start), realm=realm)
            joined = self._settle(model, name=details["name"], guild=state.guild.number, rank=rank)
        self._world.put(joined)
        return _told(self._world.person(joined.index))

    def _settle(self, model: Person, *, name: str, guild: int | None, rank: int) -> Person:
        """Make a newcomer on the model's realm: another id, other traits."""
        world = self._world
        index = world.newcomer()
        traits = world.person(mix(world.seed, 120, index) % world.census.characters)
        newcomer = replace(
            traits,
            index=index,
            id=480_000_000 + index * 29,
            name=name,
            region=model.region,
            realm=model.realm,
            guild=guild,
            rank=rank,
            absent=False,
            dormant=False,
            start_level=max(traits.start_level, 10),
            hidden=False,
            is_valid=True,
            deleted=False,
            version=0,
        )
        if guild is not None:
            self._enlist(newcomer)
        return newcomer

    def _enlist(self, person: Person) -> None:
        state = self._world.guild(person.guild if person.guild is not None else 0)
        if person.index not in state.members:
            self._world.put_guild(replace(state, members=(*state.members, person.index)))

    def _log_in_all(self, state: GuildState, details: Details) -> Details:
        for index in state.members:
            self._world.put(self._log_in(self._world.person(index), details))
        self._world.touch_guild(state.guild.number)
        return {"members": len(state.members)}

    def _rename_guild(self, state: GuildState, details: Details) -> Details:
        self._world.put_guild(replace(state, name=details["new_name"]))
        for index in state.members:
            self._world.put(self._world.person(index))
        return {"guild": self._world.guild(state.guild.number).slug}

    def _disband(self, state: GuildState, _: Details) -> Details:
        for index in state.members:
            self._world.put(replace(self._world.person(index), guild=None))
        self._world.put_guild(replace(state, members=()))
        return {"guild": state.slug}


def _told(person: Person) -> Details:
    return {"id": person.id, "name": person.name, "realm": person.realm, "rank": person.rank}
