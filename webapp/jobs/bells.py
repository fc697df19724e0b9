"""Ring a bell: put a job on its queue, softly, after the commit."""

import redis
import structlog
from rq import Retry
from rq.exceptions import DuplicateJobError

from webapp.extensions import db
from webapp.jobs.job import Job, run_by_name
from webapp.jobs.queues import Queue, app_redis, rq_queue

log = structlog.get_logger()


class UnsavedChanges(RuntimeError):
    """A bell was rung before the commit; the worker would read the old row."""


def ring(job: Job, *, key: str) -> bool:
    """Enqueue a job unless one with this key waits or runs; return whether it was newly enqueued.

    Redis being away is no error: what is due is in the database, and the clock rings again.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise UnsavedChanges("commit before ringing")
    queue = rq_queue(job.queue, app_redis())
    try:
        queue.enqueue(
            run_by_name,
            job.path,
            job_id=key,
            unique=True,
            job_timeout=int(job.timeout.total_seconds()),
            result_ttl=0,
            failure_ttl=0,
            retry=Retry(max=3),
        )
    except DuplicateJobError:
        return False
    except redis.RedisError as error:
        log.warning("bell_not_rung", queue=job.queue.value, error=type(error).__name__)
        return False
    return True


def waiting(queue: Queue) -> int | None:
    """Return how many jobs wait in a queue, or None when Redis does not say."""
    try:
        return int(rq_queue(queue, app_redis()).count)
    except redis.RedisError:
        return None
