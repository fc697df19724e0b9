"""Zones, encounters, partitions and ids as Warcraft Logs numbers them: none of them are Battle.net's."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from simulator import raiding
from simulator.gamedata import CLASSES, CURRENT_SEASON, DUNGEONS
from simulator.realms import REALMS
from simulator.seasons import period_at, season_start

# Warcraft Logs counts classes in alphabetical order; the two that came later follow at the end.
_ALPHABET = (
    "Death Knight", "Druid", "Hunter", "Mage", "Monk", "Paladin", "Priest", "Rogue", "Shaman", "Warlock",
    "Warrior", "Demon Hunter", "Evoker",
)  # fmt: skip
CLASS_IDS = {one.id: _ALPHABET.index(one.name) + 1 for one in CLASSES}
LFR, NORMAL, HEROIC, MYTHIC, KEYSTONE = 1, 3, 4, 5, 10
MYTHIC_SIZE, KEYSTONE_SIZE = 20, 5
_SECOND_PARTITION_AFTER = timedelta(weeks=9)


@dataclass(frozen=True, slots=True)
class Encounter:
    """A boss or a dungeon, with its place among the bosses or dungeons of the world."""

    id: int
    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Partition:
    """A part of a zone's life whose rankings stand apart."""

    id: int
    name: str
    compact_name: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A raid, or a season's dungeons; the modes are places in raiding.DIFFICULTIES by difficulty id."""

    id: int
    name: str
    encounters: tuple[Encounter, ...]
    difficulties: tuple[tuple[int, str, tuple[int, ...]], ...]
    partitions: tuple[Partition, ...]
    frozen: bool = False


_RAID_DIFFICULTIES = (
    (LFR, "LFR", ()),
    (NORMAL, "Normal", ()),
    (HEROIC, "Heroic", ()),
    (MYTHIC, "Mythic", (MYTHIC_SIZE,)),
)
MODES = {LFR: 0, NORMAL: 1, HEROIC: 2, MYTHIC: 3}
_OPENING = Partition(1, "Patch 12.0.5", "12.0.5")
_LATER = Partition(2, "Patch 12.0.7", "12.0.7")


def _encounters(raid: raiding.Raid) -> tuple[Encounter, ...]:
    return tuple(Encounter(boss.logs_id, boss.name, place) for place, boss in enumerate(raid.bosses))


RAID = Zone(53, raiding.RAID.name, _encounters(raiding.RAID), _RAID_DIFFICULTIES, (_OPENING, _LATER))
OLD_RAID = Zone(
    46,
    raiding.OLD_RAID.name,
    _encounters(raiding.OLD_RAID),
    _RAID_DIFFICULTIES,
    (Partition(1, "Patch 12.0.1", "12.0.1"),),
    frozen=True,
)
DUNGEON_ZONE = Zone(
    55,
    "Mythic+ Season 2",
    tuple(Encounter(12_000 + one.id, one.name, place) for place, one in enumerate(DUNGEONS)),
    ((KEYSTONE, "Dungeon", (KEYSTONE_SIZE,)),),
    (_OPENING,),
)
ZONES = (DUNGEON_ZONE, RAID, OLD_RAID)
ZONE_BY_ID = {zone.id: zone for zone in ZONES}
EXPANSION_ID, EXPANSION_NAME = 7, "Midnight"
REGIONS = {
    "us": (1, "US", "United States"),
    "eu": (2, "EU", "Europe"),
    "kr": (3, "KR", "Korea"),
    "tw": (4, "TW", "Taiwan"),
}


# Whether slugs keep their accents at Warcraft Logs nobody documents: here one does, the others lose them.
_KEEPS_ACCENT = "aggra-português"


def logs_slug(slug: str) -> str:
    """Return the slug under which Warcraft Logs knows a realm."""
    if slug == _KEEPS_ACCENT:
        return slug
    return "".join(one for one in unicodedata.normalize("NFKD", slug) if not unicodedata.combining(one))


REALM_OF_SLUG = {
    region: {logs_slug(realm.slug): realm.slug for realm in realms} for region, realms in REALMS.items()
}


def second_partition_period(region: str) -> int:
    """Return the first period whose kills count for the raid's second partition."""
    start = season_start(region, CURRENT_SEASON) + _SECOND_PARTITION_AFTER.total_seconds()
    return period_at(region, start)


def partitions_at(zone: Zone, region: str, moment: float) -> tuple[Partition, ...]:
    """Return the partitions that a zone has by a moment, the newest last."""
    if zone is RAID and period_at(region, moment) < second_partition_period(region):
        return zone.partitions[:1]
    return zone.partitions
