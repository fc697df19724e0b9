"""What the pages of the sync's status show. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from webapp.lib.forms import FieldProblem
from webapp.operations.health import Check, Health, Verdict
from webapp.operations.plan import Plan
from webapp.permissions.audience_words import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run, under way or ended; ``planned`` is 0 until it is known."""

    id: int
    title: str
    whom: str
    whose_path: str | None
    why: str
    began_at: datetime
    ended_at: datetime | None
    done: int
    planned: int
    figures: Sequence[str]
    remarks: Sequence[str]
    outcome: str
    is_bad: bool
    cancel_path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """An allowance: how much of it is used, and when it comes back."""

    name: str
    used: int | None
    limit: int
    unit: str
    resets_at: datetime | None
    reset_words: str
    """What happens at ``resets_at``: the moment follows these words."""
    words: str

    @property
    def percent(self) -> int | None:
        """The share that is used; None where nobody knows."""
        return None if self.used is None or not self.limit else round(100 * self.used / self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A queue: what waits in it, since when, and what it is for."""

    name: str
    purpose: str
    waiting: int | None
    oldest_at: datetime | None
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRow:
    """A worker: which queue, last sign of life, and what it does."""

    name: str
    queue: str
    heartbeat_at: datetime | None
    doing: str
    since: datetime | None
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorRow:
    """A periodic thing: its last tick, its period, and how late it may be."""

    name: str
    last: datetime | None
    every: str
    grace: str
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRow:
    """Something that may be paused, or is."""

    value: str
    label: str
    hint: str
    since: datetime | None = None
    resumes_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """A line of the log."""

    at: datetime
    who: str
    what: str
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """How many members are in one state of freshness, and the filter of the roster that lists them."""

    state: str
    word: str
    number: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingRow:
    """A member who cannot be kept up to date: why, who can mend it, and when it is tried again."""

    name: str
    path: str
    why: str
    who: str
    failures: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """How a guild's members are, and who fails."""

    count: int
    roster_at: datetime | None
    next_roster_at: datetime | None
    states: Sequence[StateRow]
    failing: Sequence[FailingRow]
    failing_more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The part of the page that asks for itself again."""

    at: datetime
    trigger: str
    announcement: str
    verdict: Verdict
    checks: Sequence[Check]
    members: Members | None
    running: Sequence[RunRow]
    recent: Sequence[RunRow]
    plan: Plan
    quotas: Sequence[Quota]
    queues: Sequence[QueueRow]
    workers: Sequence[WorkerRow] | None
    """None where Redis is away, so that nobody knows, and for officers, whose machines these are not."""
    monitors: Sequence[MonitorRow]
    held: Mapping[str, str] = field(default_factory=dict)
    """Guilds whose roster waits for somebody to decide: name to address; on a guild's page its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """The guild that the page is about."""

    name: str
    path: str
    realm_name: str
    region: str
    faction: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    """The whole page; ``guild`` is None where it is about the server."""

    guild: Whose | None
    home: str
    audience: Audience | None
    live: Live
    pauses: Sequence[PauseRow]
    problems: Sequence[FieldProblem] = ()
    log: Sequence[LogRow] = ()
