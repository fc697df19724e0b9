"""What a GraphQL query finds of a guild: who it is, and who was in its raids."""

from collections.abc import Callable
from typing import Any

from graphql import GraphQLError

from simulator import names
from simulator.warcraftlogs import attendance, zones
from simulator.warcraftlogs.attendance import DEFAULT_LIMIT, MOST_REPORTS
from simulator.warcraftlogs.places import faction, server
from simulator.warcraftlogs.zones import Zone
from simulator.world import GuildState, World

Fields = dict[str, Any]
_FIRST_ID = 300_000


class GuildFinder:
    """Finds guilds and writes them; `note` is told how many reports were asked for."""

    def __init__(
        self, world: World, note: Callable[[int], None], write_zone: Callable[[Zone | None], Fields | None]
    ) -> None:
        self._world, self._note, self._write_zone = world, note, write_zone

    def find(
        self,
        _: object,
        *,
        number: int | None = None,
        name: str | None = None,
        server_slug: str | None = None,
        server_region: str | None = None,
    ) -> Fields | None:
        """Return a guild, or nothing where Warcraft Logs has none of that name."""
        if number is not None:
            place = number - _FIRST_ID
            exists = 0 <= place < len(self._world.census.guilds)
            return self.written(self._world.guild(place)) if exists else None
        if not (name and server_slug and server_region):
            raise GraphQLError("A guild needs either an id or name, serverSlug and serverRegion.")
        region = server_region.lower()
        realm = zones.REALM_OF_SLUG.get(region, {}).get(server_slug.lower())
        state = None if realm is None else self._world.find_guild(region, realm, names.guild_slug(name))
        return None if state is None else self.written(state)

    def written(self, state: GuildState) -> Fields:
        """Return the fields of a guild."""
        return {
            "id": _FIRST_ID + state.guild.number,
            "name": state.name,
            "faction": faction(state.guild.faction),
            "server": server(state.guild.region, state.guild.realm),
            "attendance": lambda _, **wanted: self._attendance(state, **wanted),
        }

    def _attendance(
        self,
        state: GuildState,
        *,
        limit: int | None = None,
        page: int | None = None,
        zone_id: int | None = None,
        **_others: object,
    ) -> Fields:
        size = min(max(limit or DEFAULT_LIMIT, 1), MOST_REPORTS)
        is_wanted = zone_id in {None, 0, attendance.ZONE.id}
        found = attendance.nights(self._world, state) if is_wanted else ()
        number = max(page or 1, 1)
        first = (number - 1) * size
        shown = found[first : first + size]
        self._note(len(shown))
        last = max(1, -(-len(found) // size))
        return {
            "data": [
                {
                    "code": night.code,
                    "startTime": night.start * 1_000.0,
                    "zone": lambda _: self._write_zone(attendance.ZONE),
                    "players": attendance.players(self._world, state, night),
                }
                for night in shown
            ],
            "total": len(found),
            "per_page": size,
            "current_page": number,
            "from": first + 1 if shown else None,
            "to": first + len(shown) if shown else None,
            "last_page": last,
            "has_more_pages": number < last,
        }
