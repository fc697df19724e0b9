"""The running week and Mythic+ season of each region, as Battle.net last told them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import GameData

CURRENT = "current"
"""The key of the fact sheet about what runs now, of the kinds "period" and "season"."""
WEEK = timedelta(days=7)
WEEKS_BELIEVED = (0, 1)
"""A reset follows a week after the one we know; without news for longer we do not know."""


def reset_of(session: Session, region: str, now: datetime) -> datetime | None:
    """Return when the region's present week began, as its keystone period says, if that is known."""
    return resets_of(session, now, region).get(region)


def resets_of(session: Session, now: datetime, *regions: str) -> dict[str, datetime]:
    """Return when the present week began in each of the regions, or in all, as far as it is known."""
    starts = {}
    for region, data in _sheets(session, "period", regions):
        if data.get("start") is None:
            continue
        start = datetime.fromisoformat(data["start"])
        weeks = (now - start) // WEEK
        if weeks in WEEKS_BELIEVED:
            starts[region] = start + weeks * WEEK
    return starts


def seasons_of(session: Session, *regions: str) -> dict[str, int]:
    """Return the number of the Mythic+ season that Battle.net calls current, by region."""
    sheets = _sheets(session, "season", regions)
    return {region: int(data["id"]) for region, data in sheets if data.get("id") is not None}


def _sheets(session: Session, kind: str, regions: tuple[str, ...]) -> list[tuple[str, dict[str, Any]]]:
    query = select(GameData.region, GameData.data).where(GameData.kind == kind, GameData.key == CURRENT)
    if regions:
        query = query.where(GameData.region.in_(sorted(regions)))
    return [(region, data) for region, data in session.execute(query) if data]
