"""Bells of the history: weeks are closed after each reset."""

from datetime import datetime, timedelta

from webapp.history.resets import close_weeks, is_any_reset_due
from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.lib import clock


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=10))
def close_ended_weeks() -> None:
    """Write the last day of the weeks that ended."""
    close_weeks(clock.now())


def ring_weeks_if_due(now: datetime) -> None:
    """Ring when a region has had its reset."""
    if is_any_reset_due(now):
        ring(close_ended_weeks, key="close-weeks-1")
