"""How Warcraft Logs writes factions, servers and regions."""

from typing import Any

from simulator.gamedata import ALLIANCE, FACTION_NAMES
from simulator.realms import GROUPS, Realm
from simulator.warcraftlogs import zones

Fields = dict[str, Any]
_SERVER_IDS = 100_000


def faction(word: str) -> Fields:
    """Return a faction."""
    return {"id": 2 if word == ALLIANCE else 1, "name": FACTION_NAMES[word]}


def server(region_slug: str, realm: Realm) -> Fields:
    """Return a realm."""
    return {
        "id": _SERVER_IDS + realm.id,
        "name": realm.name,
        "normalizedName": realm.name.replace(" ", ""),
        "slug": zones.logs_slug(realm.slug),
        "region": region(region_slug),
        "blizzardID": realm.id,
        "connectedRealmID": GROUPS[region_slug][realm.group][0].id,
    }


def region(slug: str) -> Fields:
    """Return a region."""
    number, compact, name = zones.REGIONS[slug]
    return {"id": number, "compactName": compact, "name": name, "slug": slug}


def regions() -> list[Fields]:
    """Return all regions."""
    return [region(slug) for slug in zones.REGIONS]
