"""The bell that has guilds told what happened."""

from datetime import datetime, timedelta

from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.notifications.actions import tell_events
from webapp.notifications.delivering.actions import deliver_due
from webapp.notifications.delivering.queries import is_anything_due
from webapp.notifications.queries import is_anything_new


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=2))
def tell_guilds() -> None:
    """Write down what guilds are told of their rosters' events."""
    tell_events(clock.now())


def ring_notices_if_due(now: datetime) -> None:
    """Ring when a guild has events that nobody looked at."""
    if is_anything_new(now):
        ring(tell_guilds, key="tell-guilds-1")


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=2))
def deliver_notices() -> None:
    """Send what waits to be sent."""
    deliver_due(clock.now())


def ring_deliveries_if_due(now: datetime) -> None:
    """Ring when something waits to be sent."""
    if is_anything_due(now):
        ring(deliver_notices, key="deliver-notices-1")
