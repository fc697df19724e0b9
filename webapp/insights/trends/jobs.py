"""The bell that has runs counted."""

from datetime import datetime, timedelta

from webapp.insights.trends.actions import count_trends
from webapp.insights.trends.queries import is_count_due
from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.lib import clock


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=5))
def count_meta_trends() -> None:
    """Count what was played in the last weeks."""
    count_trends(clock.now())


def ring_meta_trends_if_due(now: datetime) -> None:
    """Ring once an hour, and whenever the clock asks as long as there is nothing."""
    if is_count_due(now):
        ring(count_meta_trends, key="count-meta-trends-1")
