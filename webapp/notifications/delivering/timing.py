"""When a notice is sent: at once or with the next digest, and never within quiet hours. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DIGEST_AT = time(9)
"""Digests go out at this hour of the channel's own day; weekly ones on Mondays."""
DAY = timedelta(days=1)
HOUR = 60


class Rhythm(StrEnum):
    """How often a channel is told; stored."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When a channel may be told; ``quiet_from`` and ``quiet_until`` are minutes of the day in its zone."""

    rhythm: str = Rhythm.AT_ONCE
    timezone: str = "UTC"
    quiet_from: int | None = None
    quiet_until: int | None = None


def zone_of(name: str) -> ZoneInfo | None:
    """Return a time zone by its IANA name; None where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def due_at(times: Times, now: datetime) -> datetime:
    """Return when something that happened now is sent."""
    zone = zone_of(times.timezone) or UTC
    here, digest = now.astimezone(zone), now
    if times.rhythm in {Rhythm.DAILY, Rhythm.WEEKLY}:
        day = here.date() if here.time() < DIGEST_AT else here.date() + DAY
        if times.rhythm == Rhythm.WEEKLY:
            day += timedelta(days=-day.weekday() % 7)
        digest = datetime.combine(day, DIGEST_AT, zone).astimezone(UTC)
    return after_quiet(times, digest)


def after_quiet(times: Times, at: datetime) -> datetime:
    """Return the moment itself, or where it is within the quiet hours their end."""
    begin, end = times.quiet_from, times.quiet_until
    if begin is None or end is None or begin == end:
        return at
    zone = zone_of(times.timezone) or UTC
    here = at.astimezone(zone)
    minute = here.hour * HOUR + here.minute
    is_quiet = begin <= minute < end if begin < end else minute >= begin or minute < end
    if not is_quiet:
        return at
    day = here.date() + (DAY if minute >= end else timedelta())
    return datetime.combine(day, time(end // HOUR, end % HOUR), zone).astimezone(UTC)
