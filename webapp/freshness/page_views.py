"""Which characters people look at: where looks are counted, and the fragment by which queries rank them."""

from datetime import datetime, timedelta

from sqlalchemy import Subquery, func, select

from webapp.models import PageView

COUNTING = "muster:views"
"""The hash in Redis that counts looks until they are rolled up: "<character id>:<day>" to a number."""
LOOKED_AT = timedelta(days=7)
"""What somebody looked at within this time is worth keeping warm."""


def field_of(character_id: int, moment: datetime) -> str:
    """Return the field under which a look is counted; days are days in UTC."""
    return f"{character_id}:{moment.date().isoformat()}"


def looked_at_since(moment: datetime) -> Subquery:
    """Return characters with their number of looks since a moment's day: columns character_id and looks.

    Join it to rank by ``looks``, or take ``character_id`` alone for a condition.
    """
    return (
        select(PageView.character_id, func.sum(PageView.count).label("looks"))
        .where(PageView.day >= moment.date())
        .group_by(PageView.character_id)
        .subquery("looked_at")
    )
