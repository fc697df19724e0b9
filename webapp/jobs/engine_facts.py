"""Queues and workers at one moment, as Redis knows them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFacts:
    """How many jobs wait in a queue, and since when the oldest does."""

    queue: str
    waiting: int
    oldest_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerFacts:
    """One worker: which queue it serves, its last sign of life, and the key of the job that it is at."""

    name: str
    queue: str
    heartbeat_at: datetime | None = None
    born_at: datetime | None = None
    job: str | None = None
    job_began_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RollCall:
    """Everything that Redis tells of queues and workers at one moment."""

    queues: Sequence[QueueFacts]
    workers: Sequence[WorkerFacts]

    def serving(self, queue: str) -> Sequence[WorkerFacts]:
        """Return the workers of a queue."""
        return [worker for worker in self.workers if worker.queue == queue]
