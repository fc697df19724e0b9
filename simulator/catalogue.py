"""Finds what a route names in the world, and says how to write it and under which key it keeps."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import orjson

from simulator.last_season import seasons_played
from simulator.payloads import crafts, equipment, guilds, keystones, people, raids, talents, world_data
from simulator.payloads.view import View
from simulator.people import Person
from simulator.routes import Kind, Route
from simulator.seasons import period_at
from simulator.world import World

Payload = dict[str, Any]
HOUR_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class Found:
    """A resource that exists: its key, when it changed, whether it can answer 304, and how to write it."""

    key: Hashable
    changed_at: int
    payload: Callable[[], Payload]
    conditional: bool = False


_SECTIONS: dict[Kind, Callable[[View, Person, World], Payload]] = {
    Kind.CHARACTER_SUMMARY: people.summary,
    Kind.CHARACTER_EQUIPMENT: equipment.equipment,
    Kind.CHARACTER_KEYSTONES: keystones.profile,
    Kind.CHARACTER_RAIDS: raids.raids,
    Kind.CHARACTER_PROFESSIONS: crafts.professions,
    Kind.CHARACTER_SPECIALIZATIONS: talents.specializations,
    Kind.CHARACTER_STATUS: lambda view, person, _: people.status(view, person),
    Kind.CHARACTER_MEDIA: lambda view, person, _: people.media(view, person),
}
_INDEXES: dict[Kind, Callable[[View, float], Payload]] = {
    Kind.REALM_INDEX: lambda view, _: world_data.realm_index(view),
    Kind.PERIOD_INDEX: world_data.period_index,
    Kind.SEASON_INDEX: world_data.season_index,
    Kind.DUNGEON_INDEX: lambda view, _: world_data.dungeon_index(view),
    Kind.CLASS_INDEX: lambda view, _: world_data.class_index(view),
    Kind.RACE_INDEX: lambda view, _: world_data.race_index(view),
    Kind.SPECIALIZATION_INDEX: lambda view, _: world_data.specialization_index(view),
}
_NUMBERED: dict[Kind, Callable[[View, int, float], Payload | None]] = {
    Kind.PERIOD: world_data.period,
    Kind.SEASON: world_data.season,
    Kind.SPECIALIZATION: lambda view, number, _: world_data.specialization(view, number),
}


class Catalogue:
    """Looks resources up."""

    def __init__(self, world: World) -> None:
        self._world = world

    def find(self, route: Route, view: View) -> Found | None:
        """Return the resource that a route names; None when there is none."""
        if route.kind in {Kind.GUILD, Kind.GUILD_ROSTER}:
            return self._guild(route, view)
        if route.kind in _SECTIONS or route.kind is Kind.CHARACTER_KEYSTONE_SEASON:
            return self._section(route, view)
        return self._world_data(route, view)

    def _guild(self, route: Route, view: View) -> Found | None:
        world = self._world
        state = world.find_guild(view.region, route.realm, route.name)
        if state is None or not state.members:
            return None
        hour = int(world.clock.now() // HOUR_SECONDS) * HOUR_SECONDS
        write = guilds.guild if route.kind is Kind.GUILD else guilds.roster
        return Found(
            key=(route.kind, view, state.guild.number, state.version, hour),
            changed_at=int(max(hour, state.changed_at)),
            payload=lambda: write(view, state, world),
        )

    def _section(self, route: Route, view: View) -> Found | None:
        world, kind = self._world, route.kind
        person = world.find(view.region, route.realm, route.name)
        if person is None or not self._is_shown(person, kind):
            return None
        seen_at = world.last_login(person)
        if kind is Kind.CHARACTER_KEYSTONE_SEASON and not self._played(person, route.number, seen_at):
            return None
        period = period_at(person.region, world.clock.now())
        return Found(
            key=(kind, view, person.index, person.version, seen_at, period, route.number),
            changed_at=int(max(seen_at, person.changed_at)),
            payload=lambda: self._written(route, view, person),
            conditional=kind is Kind.CHARACTER_SUMMARY,
        )

    def _is_shown(self, person: Person, kind: Kind) -> bool:
        if kind is Kind.CHARACTER_STATUS and not person.is_valid and not person.deleted:
            return True
        return self._world.has_profile(person)

    def _played(self, person: Person, season: int, seen_at: int) -> bool:
        return season in seasons_played(self._world.seed, person, until=seen_at)

    def _written(self, route: Route, view: View, person: Person) -> Payload:
        if route.kind is Kind.CHARACTER_KEYSTONE_SEASON:
            payload = keystones.season(view, person, self._world, number=route.number)
        else:
            payload = _SECTIONS[route.kind](view, person, self._world)
        overrides = self._world.overrides.get((person.index, route.kind.value))
        if not overrides:
            return payload
        plain: Payload = orjson.loads(orjson.dumps(payload))
        for path, value in overrides.items():
            put_path(plain, path, value)
        return plain

    def _world_data(self, route: Route, view: View) -> Found | None:
        now = self._world.clock.now()
        period = period_at(view.region, now)
        if route.kind in _INDEXES:
            write = _INDEXES[route.kind]
            return Found((route.kind, view, period), self._world.anchor, lambda: write(view, now))
        payload = _NUMBERED[route.kind](view, route.number, now)
        if payload is None:
            return None
        return Found((route.kind, view, route.number, period), self._world.anchor, lambda: payload)


def put_path(payload: Any, path: str, value: Any) -> None:
    """Set a value at a dotted path; numbers are places in a list."""
    *parents, last = path.split(".")
    for part in parents:
        payload = payload[int(part)] if isinstance(payload, list) else payload.setdefault(part, {})
    if isinstance(payload, list):
        payload[int(last)] = value
    else:
        payload[last] = value
