"""How a service around the database was last seen, and when failed calls are its trouble. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.lib.errors import ErrorWord

REDIS, BATTLENET, WARCRAFTLOGS = "redis", "battlenet", "warcraftlogs"
NO_ANSWER, NOT_RUNNING = "no_answer", "not_running"
SILENT = frozenset({ErrorWord.UPSTREAM, ErrorWord.TIMEOUT, ErrorWord.AUTH})
"""What an outside service is said to be in trouble for; everything else is an answer."""
ENOUGH = 3
"""So many characters and rosters that began to fail with no answer between them: it is not theirs."""
OUTSIDE = (BATTLENET, WARCRAFTLOGS)
ASKED_AGAIN_SOONEST, ASKED_AGAIN_AFTER = timedelta(seconds=30), timedelta(minutes=3)
"""A service in trouble is asked something cheap after as long as the trouble has lasted, within these bounds.

So what a few characters' failures say of it is soon proven or taken back.
"""


@dataclass(frozen=True, slots=True)
class CallsNoted:
    """How calls to a service went: the trouble that all of them met, None where anything was answered.

    ``is_of_service``: that trouble is of no single address, as when no connection came about.
    """

    trouble: ErrorWord | None
    is_of_service: bool = False

    def with_call(self, trouble: ErrorWord | None, *, is_of_service: bool) -> "CallsNoted":
        """Return what is noted with another call: one answer outweighs any number of failures."""
        if self.trouble is None or trouble is None:
            return CallsNoted(None)
        if self.is_of_service and not is_of_service:
            return self
        return CallsNoted(trouble, is_of_service)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What calls say of a service: its trouble and since when, or that it answers."""

    trouble: str | None = None
    since: datetime | None = None


def judge(noted: CallsNoted, failing_since: Sequence[datetime]) -> Judgement | None:
    """Say what calls tell of a service; None where they tell of single characters and rosters alone.

    ``failing_since`` is when those began to fail who were well at its last answer, the first first.
    """
    if noted.trouble is None or noted.is_of_service:
        return Judgement(noted.trouble)
    return Judgement(noted.trouble, failing_since[0]) if len(failing_since) >= ENOUGH else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """How a service was last seen; without ``trouble_since`` it answered."""

    name: str
    looked_at: datetime
    answered_at: datetime | None = None
    trouble_since: datetime | None = None
    trouble: str | None = None

    @property
    def asked_again_at(self) -> datetime | None:
        """Return when a service that is in trouble is asked again, whoever wants something of it."""
        if self.trouble_since is None:
            return None
        lasted = self.looked_at - self.trouble_since
        return self.looked_at + min(max(lasted, ASKED_AGAIN_SOONEST), ASKED_AGAIN_AFTER)

    def seen(self, now: datetime, trouble: str | None, since: datetime | None = None) -> "Sighting":
        """Return how it is after another look, which found an answer, or trouble that began at ``since``."""
        if trouble is None:
            return Sighting(name=self.name, looked_at=now, answered_at=now)
        since = self.trouble_since or since or now
        return Sighting(
            name=self.name, looked_at=now, answered_at=self.answered_at, trouble_since=since, trouble=trouble
        )


def silent_too_long(seen: Mapping[str, Sighting], now: datetime) -> Sequence[str]:
    """Return the services outside that are in trouble as far as we know, and were not asked for a while."""
    known = [one for one in (seen.get(name) for name in OUTSIDE) if one is not None]
    return [one.name for one in known if one.asked_again_at is not None and one.asked_again_at <= now]


def worker_of(queue: str) -> str:
    """Return the name under which the workers of a queue are seen."""
    return f"worker:{queue}"
