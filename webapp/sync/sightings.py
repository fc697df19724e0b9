"""When Redis, the workers and the outside services last answered, so that a page can say since when not.

The clock looks at Redis and the workers, whoever ends a job tells how its calls went. A page only reads.
"""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime

import redis
import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.database import repeated, transaction
from webapp.extensions import db
from webapp.jobs.queues import Queue, app_redis
from webapp.jobs.roll_call import roll_call
from webapp.lib import clock
from webapp.lib.errors import ErrorWord
from webapp.models import ServiceSighting
from webapp.models.upsert import upsert
from webapp.sync.seen import NO_ANSWER, NOT_RUNNING, REDIS, SILENT, Sighting, worker_of

log = structlog.get_logger()


class CallsMade:
    """How this process's calls went since it last told: one answer outweighs any number of failures."""

    def __init__(self) -> None:
        self._answers: dict[str, ErrorWord | None] = {}
        self._lock = threading.Lock()

    def note(self, service: str, word: ErrorWord | None) -> None:
        """Note how one call went."""
        trouble = word if word in SILENT else None
        with self._lock:
            if trouble is None or service not in self._answers:
                self._answers[service] = trouble

    def take(self) -> Mapping[str, ErrorWord | None]:
        """Return what was noted, and begin anew."""
        with self._lock:
            noted, self._answers = self._answers, {}
        return noted


CALLS = CallsMade()


def read_sightings(session: Session) -> Mapping[str, Sighting]:
    """Return how everything was last seen, by name."""
    own = ServiceSighting
    columns = (own.name, own.looked_at, own.answered_at, own.trouble_since, own.trouble)
    return {row["name"]: Sighting(**row) for row in session.execute(select(*columns)).mappings()}


def look_around(now: datetime) -> None:
    """Note whether Redis answers, and which queues have a worker; without Redis nobody knows of those."""
    try:
        present = roll_call(app_redis())
    except redis.RedisError:
        write_down({REDIS: NO_ANSWER}, now)
        return
    alive = {worker_of(queue): None if present.serving(queue) else NOT_RUNNING for queue in Queue}
    write_down({REDIS: None, **alive}, now)


def tell_calls() -> None:
    """Write down how the calls of a job went; a database that is away is no reason for the job to fail."""
    noted = CALLS.take()
    if not noted:
        return
    try:
        repeated(lambda: write_down(noted, clock.now()))
    except SQLAlchemyError as error:
        log.warning("calls_not_told", error=type(error).__name__)
        db.session.rollback()


def write_down(troubles: Mapping[str, str | None], now: datetime) -> None:
    """Store what was seen of each service: its trouble, or None where it answered."""
    with transaction() as session:
        known = read_sightings(session)
        rows = [_row(known.get(name), name, trouble, now) for name, trouble in sorted(troubles.items())]
        columns = ("looked_at", "answered_at", "trouble_since", "trouble")
        upsert(session, ServiceSighting, rows, keys=("name",), columns=columns, now=now)


def _row(known: Sighting | None, name: str, trouble: str | None, now: datetime) -> dict[str, object]:
    seen = (known or Sighting(name=name, looked_at=now)).seen(now, trouble)
    columns: Sequence[str] = ("name", "looked_at", "answered_at", "trouble_since", "trouble")
    return {column: getattr(seen, column) for column in columns}
