"""What a GraphQL query finds: plain objects whose keys are the schema's fields, some of them functions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from simulator.logs import LogsMode
from simulator.people import Person
from simulator.realms import BY_SLUG
from simulator.warcraftlogs import zones
from simulator.warcraftlogs.guilds import GuildFinder
from simulator.warcraftlogs.places import faction, regions, server
from simulator.warcraftlogs.rankings import Wanted, zone_rankings
from simulator.warcraftlogs.standing import is_known
from simulator.warcraftlogs.zones import Encounter, Zone
from simulator.world import World

Fields = dict[str, Any]
_FIRST_ID, _ID_STEP = 61_000_000, 7


@dataclass(slots=True)
class Tally:
    """What a query has asked for so far: the price is made of it."""

    characters: int = 0
    rankings: int = 0
    zones: int = 0
    reports: int = 0

    def note_reports(self, number: int) -> None:
        """Note that so many reports were told."""
        self.reports += number

    @property
    def points(self) -> float:
        """Return the price: one to two points a character with one to three rankings."""
        return round(0.5 * self.characters + 0.5 * self.rankings + 0.05 * (self.zones + self.reports), 2)


def root(world: World, tally: Tally, rate: Callable[[], Fields]) -> Fields:
    """Return the fields of the query type; `rate` tells how many points are spent."""
    zone_writer = ZoneWriter(world, tally)
    guilds = GuildFinder(world, tally.note_reports, zone_writer.zone)
    return {
        "rateLimitData": lambda _: rate(),
        "characterData": {"character": _Characters(world, tally, guilds).find},
        "guildData": {"guild": guilds.find},
        "worldData": zone_writer.fields(),
    }


class _Characters:
    """Finds characters and writes them."""

    def __init__(self, world: World, tally: Tally, guilds: GuildFinder) -> None:
        self._world = world
        self._tally = tally
        self._guild_finder = guilds

    def find(
        self,
        _: object,
        *,
        number: int | None = None,
        name: str | None = None,
        server_slug: str | None = None,
        server_region: str | None = None,
    ) -> Fields | None:
        """Return a character, or nothing where Warcraft Logs has none of that name."""
        self._tally.characters += 1
        if number is not None:
            person = self._by_id(number)
        elif name and server_slug and server_region:
            person = self._by_name(server_region.lower(), server_slug.lower(), name)
        else:
            raise GraphQLError("A character needs either an id or name, serverSlug and serverRegion.")
        if person is None or not is_known(self._world, person):
            return None
        return self._told(person)

    def _by_name(self, region: str, slug: str, name: str) -> Person | None:
        realm = zones.REALM_OF_SLUG.get(region, {}).get(slug)
        return None if realm is None else self._world.find(region, realm, name)

    def _by_id(self, number: int) -> Person | None:
        index, rest = divmod(number - _FIRST_ID, _ID_STEP)
        exists = not rest and 0 <= index < self._world.newcomer()
        return self._world.person(index) if exists else None

    def _told(self, person: Person) -> Fields:
        world, number = self._world, _FIRST_ID + person.index * _ID_STEP
        return {
            "id": number,
            "canonicalID": number,
            "name": person.name,
            "classID": zones.CLASS_IDS[person.class_id],
            "level": lambda _: world.level(person),
            "hidden": world.logs_mode(person) is LogsMode.HIDDEN,
            "guildRank": person.rank if person.guild is not None else 0,
            "faction": faction(person.faction),
            "guilds": lambda _: self._guilds(person),
            "server": server(person.region, BY_SLUG[person.region][person.realm]),
            "zoneRankings": lambda _, **wanted: self._rankings(person, wanted),
        }

    def _guilds(self, person: Person) -> list[Fields]:
        if person.guild is None:
            return []
        return [self._guild_finder.written(self._world.guild(person.guild))]

    def _rankings(self, person: Person, wanted: Fields) -> Fields:
        self._tally.rankings += 1
        known = {
            name: value for name, value in wanted.items() if name in _RANKING_ARGUMENTS and value is not None
        }
        return zone_rankings(self._world, person, Wanted(**known))


_RANKING_ARGUMENTS = frozenset(Wanted.__dataclass_fields__)


class ZoneWriter:
    """Writes the world's zones."""

    def __init__(self, world: World, tally: Tally) -> None:
        self._world = world
        self._tally = tally

    def fields(self) -> Fields:
        """Return the fields of the world's data."""
        return {
            "zone": lambda _, number=None: self.zone(zones.ZONE_BY_ID.get(number)),
            "zones": lambda _, expansion_id=None: self._zones(expansion_id),
            "encounter": lambda _, number=None: self._find_encounter(number),
            "expansion": lambda _, number=None: self._expansion() if number == zones.EXPANSION_ID else None,
            "expansions": lambda _: [self._expansion()],
            "region": lambda _, number=None: next((one for one in regions() if one["id"] == number), None),
            "regions": lambda _: regions(),
        }

    def _zones(self, expansion_id: int | None) -> list[Fields | None]:
        wanted = expansion_id in {None, zones.EXPANSION_ID}
        return [self.zone(zone) for zone in zones.ZONES] if wanted else []

    def zone(self, zone: Zone | None) -> Fields | None:
        """Return a zone; nothing where there is none of that number."""
        if zone is None:
            return None
        self._tally.zones += 1
        return {
            "id": zone.id,
            "name": zone.name,
            "frozen": zone.frozen,
            "encounters": lambda _: [self._encounter(zone, one) for one in zone.encounters],
            "difficulties": [
                {"id": number, "name": name, "sizes": list(sizes)}
                for number, name, sizes in zone.difficulties
            ],
            "partitions": lambda _: self._partitions(zone),
            "expansion": lambda _: self._expansion(),
        }

    def _encounter(self, zone: Zone, encounter: Encounter) -> Fields:
        return {"id": encounter.id, "name": encounter.name, "zone": lambda _: self.zone(zone)}

    def _find_encounter(self, number: int | None) -> Fields | None:
        return next(
            (
                self._encounter(zone, one)
                for zone in zones.ZONES
                for one in zone.encounters
                if one.id == number
            ),
            None,
        )

    def _partitions(self, zone: Zone) -> list[Fields]:
        known = zones.partitions_at(zone, "us", self._world.clock.now())
        return [
            {"id": one.id, "name": one.name, "compactName": one.compact_name, "default": one is known[-1]}
            for one in known
        ]

    def _expansion(self) -> Fields:
        return {
            "id": zones.EXPANSION_ID,
            "name": zones.EXPANSION_NAME,
            "zones": lambda _: self._zones(None),
        }
