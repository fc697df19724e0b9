"""The running week and Mythic+ season of each region, as Battle.net last told them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, SQLColumnExpression, select
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
    begun = {region: began(sheet, now) for region, sheet in _sheets(session, "period", regions)}
    return {region: start for region, start in begun.items() if start is not None}


def began(sheet: Mapping[str, Any] | None, now: datetime) -> datetime | None:
    """Return when the present week began, as a fact sheet of a region's period tells, if it can be known."""
    if not sheet or sheet.get("start") is None:
        return None
    start = datetime.fromisoformat(sheet["start"])
    weeks = (now - start) // WEEK
    return start + weeks * WEEK if weeks in WEEKS_BELIEVED else None


def period_sheet(region: SQLColumnExpression[str]) -> ScalarSelect[Any]:
    """Return the fact sheet of the running period for a statement that reads more of that region."""
    sheet = (GameData.region == region, GameData.kind == "period", GameData.key == CURRENT)
    return select(GameData.data).where(*sheet).scalar_subquery()


def seasons_of(session: Session, *regions: str) -> dict[str, int]:
    """Return the number of the Mythic+ season that Battle.net calls current, by region."""
    sheets = _sheets(session, "season", regions)
    return {region: int(data["id"]) for region, data in sheets if data.get("id") is not None}


def _sheets(session: Session, kind: str, regions: tuple[str, ...]) -> list[tuple[str, dict[str, Any]]]:
    query = select(GameData.region, GameData.data).where(GameData.kind == kind, GameData.key == CURRENT)
    if regions:
        query = query.where(GameData.region.in_(sorted(regions)))
    return [(region, data) for region, data in session.execute(query) if data]
