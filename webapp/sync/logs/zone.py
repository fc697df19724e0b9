"""Which raid is asked for: that of the region's season, else the newest that Warcraft Logs names."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.clients.warcraftlogs import Zone
from webapp.models import GameData
from webapp.models.upsert import upsert
from webapp.seasons import season_at

ASKED_EVERY = timedelta(days=1)
_KIND, _EVERYWHERE, _KEY = "logs_zone", "all", "newest"


def season_zone(region: str, now: datetime) -> Zone | None:
    """Return the newest raid of the season that runs in a region, where its file says it."""
    zones = [
        Zone(raid.logs_zone_id, raid.name)
        for raid in season_at(region, now).raids
        if raid.logs_zone_id is not None
    ]
    return max(zones, key=lambda zone: zone.id, default=None)


def told_zone(session: Session, now: datetime) -> Zone | None:
    """Return the raid that Warcraft Logs named within the last day."""
    row = session.execute(
        select(GameData.data, GameData.updated_at).where(
            GameData.kind == _KIND, GameData.region == _EVERYWHERE, GameData.key == _KEY
        )
    ).one_or_none()
    if row is None or now - row.updated_at >= ASKED_EVERY:
        return None
    return Zone(row.data["id"], row.data["name"])


def keep_zone(session: Session, zone: Zone, now: datetime) -> None:
    """Keep what Warcraft Logs named, for a day."""
    row = {"kind": _KIND, "region": _EVERYWHERE, "key": _KEY, "data": {"id": zone.id, "name": zone.name}}
    upsert(session, GameData, [row], keys=("kind", "region", "key"), columns=("data",), now=now)
