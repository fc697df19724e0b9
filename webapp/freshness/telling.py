"""How a sentence tells a moment: as an age, which is out of date a minute later, or as itself. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
NEVER = "never"


class Telling(Protocol):
    """Puts a moment into words; each reads on from the words before it."""

    @property
    def now(self) -> datetime:
        """The present moment."""
        ...

    def past(self, moment: datetime | None) -> str:
        """Return when something was: "12 min ago"."""
        ...

    def since(self, moment: datetime) -> str:
        """Return since when something is so: "for 3 h"."""
        ...

    def ahead(self, moment: datetime) -> str:
        """Return when something will be: "in 5 min"."""
        ...


@dataclass(frozen=True, slots=True)
class Ages:
    """Tells how long ago, for what is read at once."""

    now: datetime

    def past(self, moment: datetime | None) -> str:
        """Return "12 min ago"."""
        return NEVER if moment is None else f"{duration(self.now - moment)} ago"

    def since(self, moment: datetime) -> str:
        """Return "for 3 h"."""
        return f"for {duration(self.now - moment)}"

    def ahead(self, moment: datetime) -> str:
        """Return "in 5 min"."""
        return f"in {duration(moment - self.now)}"


@dataclass(frozen=True, slots=True)
class Moments:
    """Tells the moment itself, for pages that are kept: it stays true however old the page is."""

    now: datetime

    def past(self, moment: datetime | None) -> str:
        """Return "on 27 Nov 10:12 UTC"."""
        return NEVER if moment is None else self.ahead(moment)

    def since(self, moment: datetime) -> str:
        """Return "since 27 Nov 10:12 UTC"."""
        return f"since {_written(moment)}"

    def ahead(self, moment: datetime) -> str:
        """Return "on 27 Nov 10:12 UTC"."""
        return f"on {_written(moment)}"


def duration(span: timedelta) -> str:
    """Write a span with its largest unit: "12 min", "3 h", "2 d"; never negative."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < _MINUTE:
        return f"{seconds} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} min"
    if seconds < 2 * _DAY:
        return f"{seconds // _HOUR} h"
    return f"{seconds // _DAY} d"


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%-d %b %H:%M} UTC"
