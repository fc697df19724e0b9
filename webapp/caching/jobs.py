"""The bell that has the most viewed pages and cards loaded before people come."""

from datetime import datetime, timedelta

from webapp.caching.warming import is_anything_looked_at, warm
from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.lib import clock


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=1))
def warm_cache() -> None:
    """Load what people look at most where it is missing or soon old."""
    warm(clock.now)


def ring_warming(now: datetime) -> None:
    """Ring for it while people look at anything: now and then, and after a sync, which makes new keys."""
    if is_anything_looked_at(now):
        ring(warm_cache, key="warm-cache-1")
