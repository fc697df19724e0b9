"""When Redis, the workers and the outside services last answered, so that a page can say since when not.

The clock looks at Redis and the workers, whoever ends a job tells how its calls went. A page only reads.
A job may have looked at one character alone, whose failure says nothing of a service: ``seen`` judges that.
"""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime

import redis
import structlog
from sqlalchemy import Select, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.database import repeated, transaction
from webapp.extensions import db
from webapp.jobs.queues import Queue, app_redis
from webapp.jobs.roll_call import roll_call
from webapp.lib import clock
from webapp.lib.errors import ErrorWord
from webapp.models import Guild, SectionState, ServiceSighting
from webapp.models.upsert import upsert
from webapp.sync.seen import (
    BATTLENET,
    ENOUGH,
    NO_ANSWER,
    NOT_RUNNING,
    OUTSIDE,
    REDIS,
    SILENT,
    WARCRAFTLOGS,
    CallsNoted,
    Judgement,
    Sighting,
    judge,
    worker_of,
)
from webapp.words import Section

log = structlog.get_logger()
_ASKED_FIRST = {BATTLENET: Section.SUMMARY, WARCRAFTLOGS: Section.LOGS}
"""The section of a character that a service is asked for before all others: whose fails gets no answer."""


class CallsMade:
    """How this process's calls went since it last told."""

    def __init__(self) -> None:
        self._noted: dict[str, CallsNoted] = {}
        self._lock = threading.Lock()

    def note(self, service: str, word: ErrorWord | None, *, is_unreached: bool = False) -> None:
        """Note how one call went; a key that is refused, or no connection, is no single character's."""
        trouble, is_of_service = word if word in SILENT else None, is_unreached or word is ErrorWord.AUTH
        with self._lock:
            before = self._noted.get(service, CallsNoted(trouble, is_of_service))
            self._noted[service] = before.with_call(trouble, is_of_service=is_of_service)

    def take(self) -> Mapping[str, CallsNoted]:
        """Return what was noted, and begin anew."""
        with self._lock:
            noted, self._noted = self._noted, {}
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
        repeated(lambda: _judge_calls(noted, clock.now()))
    except SQLAlchemyError as error:
        log.warning("calls_not_told", error=type(error).__name__)
        db.session.rollback()


def _judge_calls(noted: Mapping[str, CallsNoted], now: datetime) -> None:
    with transaction() as session:
        known = read_sightings(session)
        found = {
            name: judge(one, [] if one.trouble is None else _failing_since(session, name, known.get(name)))
            for name, one in noted.items()
        }
        _store(session, known, {name: one for name, one in found.items() if one is not None}, now)


def in_doubt(session: Session, known: Mapping[str, Sighting]) -> Sequence[str]:
    """Return the services outside that are in no trouble so far, though all that was asked of them failed.

    Too few asked to call it theirs: a roster alone, where nobody else is due.
    """
    well = [name for name in OUTSIDE if name not in known or known[name].trouble_since is None]
    return [name for name in well if _failing_since(session, name, known.get(name))]


def _failing_since(session: Session, service: str, seen: Sighting | None) -> Sequence[datetime]:
    """Return when those began to fail that were well at a service's last answer: ENOUGH of them at most.

    Who began to fail before it is nobody's news: others were answered meanwhile.
    """
    answered_at = None if seen is None else seen.answered_at
    found = session.scalars(_characters(_ASKED_FIRST[service], answered_at)).all()
    if service == BATTLENET:
        found = [*found, *session.scalars(_rosters(answered_at))]
    return sorted(at for at in found if at is not None)[:ENOUGH]


def _characters(section: Section, answered_at: datetime | None) -> Select[datetime | None]:
    """Return the statement over characters, by the index of what is not good alone."""
    own, since = SectionState, SectionState.failed_since
    query = select(since).where(own.outcome != "ok", own.outcome.in_(sorted(SILENT)), own.section == section)
    query = query if answered_at is None else query.where(since > answered_at)
    return query.where(since.is_not(None)).order_by(since).limit(ENOUGH)


def _rosters(answered_at: datetime | None) -> Select[datetime | None]:
    """Return the same over rosters, of which only the first failure says when it was."""
    at = Guild.roster_attempted_at
    query = select(at).where(Guild.roster_outcome.in_(sorted(SILENT)), Guild.roster_failures == 1)
    query = query if answered_at is None else query.where(at > answered_at)
    return query.where(at.is_not(None)).order_by(at).limit(ENOUGH)


def write_down(troubles: Mapping[str, str | None], now: datetime) -> None:
    """Store what was seen of each service: its trouble, or None where it answered."""
    with transaction() as session:
        seen = {name: Judgement(trouble) for name, trouble in troubles.items()}
        _store(session, read_sightings(session), seen, now)


def _store(
    session: Session, known: Mapping[str, Sighting], found: Mapping[str, Judgement], now: datetime
) -> None:
    rows = [_row(known.get(name), name, one, now) for name, one in sorted(found.items())]
    columns = ("looked_at", "answered_at", "trouble_since", "trouble")
    upsert(session, ServiceSighting, rows, keys=("name",), columns=columns, now=now)


def _row(known: Sighting | None, name: str, found: Judgement, now: datetime) -> dict[str, object]:
    seen = (known or Sighting(name=name, looked_at=now)).seen(now, found.trouble, found.since)
    columns: Sequence[str] = ("name", "looked_at", "answered_at", "trouble_since", "trouble")
    return {column: getattr(seen, column) for column in columns}
