"""Have runs counted anew, in one transaction."""

from datetime import datetime

from webapp.database import transaction
from webapp.insights.trends.counting import replace_counts
from webapp.models import ClockTick
from webapp.models.upsert import upsert

COUNTED = "meta-trends-counted"
"""The tick that says when runs were counted last."""


def count_trends(now: datetime) -> None:
    """Count runs, and note when; of two at once the second waits for the first."""
    tick = {"name": COUNTED, "slot": int(now.timestamp()), "ticked_at": now}
    with transaction() as session:
        upsert(session, ClockTick, [tick], keys=("name",), columns=("slot", "ticked_at"), now=now)
        replace_counts(session, now)
