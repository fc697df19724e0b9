"""Note when troubles were looked for, so that a server that was down is not taken for a sync that is late."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from webapp.models import ClockTick
from webapp.models.upsert import upsert
from webapp.notifications.trends.states import AWAY_AFTER

LOOK = "troubles-looked"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLook:
    """Since when the server looks without a gap, and the look before the gap where that ended just now."""

    up_since: datetime
    away_from: datetime | None = None


def note_look(session: Session, now: datetime) -> LastLook:
    """Write down that somebody looks now, and return what the looks before tell."""
    tick = session.get(ClockTick, LOOK)
    if tick is None:
        found = LastLook(up_since=now)
    elif now - tick.ticked_at > AWAY_AFTER:
        found = LastLook(up_since=now, away_from=tick.ticked_at)
    else:
        found = LastLook(up_since=datetime.fromtimestamp(tick.slot, UTC))
    row = {"name": LOOK, "slot": int(found.up_since.timestamp()), "ticked_at": now}
    upsert(session, ClockTick, [row], keys=("name",), columns=("slot", "ticked_at"), now=now)
    return found
