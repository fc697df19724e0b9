"""How a service around the database was last seen. Pure."""

from dataclasses import dataclass
from datetime import datetime

from webapp.lib.errors import ErrorWord

REDIS, BATTLENET, WARCRAFTLOGS = "redis", "battlenet", "warcraftlogs"
NO_ANSWER, NOT_RUNNING = "no_answer", "not_running"
SILENT = frozenset({ErrorWord.UPSTREAM, ErrorWord.TIMEOUT, ErrorWord.AUTH})
"""What an outside service is said to be in trouble for; everything else is an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """How a service was last seen; without ``trouble_since`` it answered."""

    name: str
    looked_at: datetime
    answered_at: datetime | None = None
    trouble_since: datetime | None = None
    trouble: str | None = None

    def seen(self, now: datetime, trouble: str | None) -> "Sighting":
        """Return how it is after another look, which found trouble or an answer."""
        if trouble is None:
            return Sighting(name=self.name, looked_at=now, answered_at=now)
        since = self.trouble_since or now
        return Sighting(
            name=self.name, looked_at=now, answered_at=self.answered_at, trouble_since=since, trouble=trouble
        )


def worker_of(queue: str) -> str:
    """Return the name under which the workers of a queue are seen."""
    return f"worker:{queue}"
