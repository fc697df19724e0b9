"""Read who was in a guild's raids, by its reports; what is odd is left out. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webapp.clients.upstream.door import Json
from webapp.clients.upstream.errors import BadPayload

MOST_REPORTS, MOST_PLAYERS = 100, 200
HIGHEST_ZONE = 2**31
BENCHED = 2
LONGEST_CODE, LONGEST_ZONE = 32, 128
CLASS_IDS = {
    "Warrior": 1,
    "Paladin": 2,
    "Hunter": 3,
    "Rogue": 4,
    "Priest": 5,
    "DeathKnight": 6,
    "Shaman": 7,
    "Mage": 8,
    "Warlock": 9,
    "Monk": 10,
    "Druid": 11,
    "DemonHunter": 12,
    "Evoker": 13,
}
"""Battle.net's numbers of classes, by the words that reports have for them."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 4_102_444_800_000
"""Milliseconds up to the year 2100: what is later is no moment of a raid."""


@dataclass(frozen=True, slots=True)
class GuildSubject:
    """A guild to ask for; ``realm`` is its realm's slug, as Battle.net writes it."""

    region: str
    realm: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPlayer:
    """Somebody in a report, by name alone: reports do not say of which realm."""

    name: str
    class_id: int | None
    is_benched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidReport:
    """A report of a raid night."""

    code: str
    started_at: datetime
    zone_id: int
    zone_name: str
    players: tuple[SeenPlayer, ...]


@dataclass(frozen=True, slots=True)
class AttendancePage:
    """Some reports of a guild, the newest first, and whether there are earlier ones."""

    reports: tuple[RaidReport, ...]
    has_more: bool


def read_attendance(told: Json) -> AttendancePage:
    """Return what is usable of a page; raises BadPayload where there is no list of reports."""
    if not told.has("data"):
        raise told.bad("data")
    entries = told.entries("data", most=MOST_REPORTS)
    reports = tuple(report for entry in entries if entry is not None and (report := _report(entry)))
    return AttendancePage(reports, told.flag_or_none("has_more_pages") is True)


def _report(entry: Json) -> RaidReport | None:
    """Return a report; one without its code, its time or a zone is of no raid that could be told."""
    code, start = entry.text_or_none("code"), entry.number_or_none("startTime")
    zone = entry.child_or_none("zone")
    zone_id = None if zone is None else zone.integer_or_none("id")
    if not code or len(code) > LONGEST_CODE or start is None or zone is None or zone_id is None:
        return None
    if not (0 < start < _LATEST and 0 <= zone_id < HIGHEST_ZONE):
        return None
    return RaidReport(
        code=code,
        started_at=_EPOCH + timedelta(milliseconds=int(start)),
        zone_id=zone_id,
        zone_name=(zone.text_or_none("name") or f"Zone {zone_id}")[:LONGEST_ZONE],
        players=tuple(_players(entry)),
    )


def _players(entry: Json) -> Iterator[SeenPlayer]:
    try:
        rows = [row for row in entry.entries("players", most=MOST_PLAYERS) if row is not None]
    except BadPayload:
        return
    for row in rows:
        name, presence = row.text_or_none("name"), row.integer_or_none("presence")
        if name and presence:
            class_id = CLASS_IDS.get(row.text_or_none("type") or "")
            yield SeenPlayer(name=name, class_id=class_id, is_benched=presence == BENCHED)
