"""The bell that has the server's sections and cards counted."""

from datetime import datetime, timedelta

from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.operations.cache import actions


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=3))
def count_health() -> None:
    """Count sections by state and age, and cards by season."""
    actions.count_everything(now=clock.now())


def ring_counting(_now: datetime) -> None:
    """Ring for the counting."""
    ring(count_health, key="count-health")
