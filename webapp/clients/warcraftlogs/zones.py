"""Find the newest raid among the zones that Warcraft Logs knows. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.clients.upstream.door import Json
from webapp.clients.upstream.errors import BadPayload
from webapp.clients.warcraftlogs.states import Zone

RAID_DIFFICULTIES = frozenset({3, 4, 5})
"""Normal, Heroic, Mythic: a season of dungeons, an arena and a test realm's boss lack some of them."""


def newest_raid(data: Mapping[str, Any]) -> Zone | None:
    """Return the raid with the highest number in the newest expansion that has one still open."""
    found = [
        (expansion.integer_or_none("id") or 0, zone_id, zone.text_or_none("name"))
        for expansion, zone in _zones(data)
        if (zone_id := zone.integer_or_none("id")) is not None and _is_open_raid(zone)
    ]
    _, number, name = max(found, key=lambda one: one[:2], default=(0, 0, None))
    return Zone(number, name) if found else None


def _zones(data: Mapping[str, Any]) -> Iterator[tuple[Json, Json]]:
    world = Json(data, locale="en_GB").child_or_none("worldData")
    if world is None:
        return
    for expansion in world.children("expansions"):
        for zone in expansion.children("zones"):
            yield expansion, zone


def _is_open_raid(zone: Json) -> bool:
    try:
        difficulties = {one.integer_or_none("id") for one in zone.children("difficulties")}
        has_bosses = any(True for _ in zone.children("encounters"))
    except BadPayload:
        return False
    return difficulties >= RAID_DIFFICULTIES and has_bosses and zone.flag_or_none("frozen") is False
