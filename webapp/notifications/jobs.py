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
from webapp.notifications.trends.actions import tell_days, tell_states
from webapp.notifications.trends.queries import is_day_due

DELIVER_FOR = timedelta(seconds=60)
"""An attempt takes 20 s at most, so that the job ends by itself."""


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
    """Send what waits to be sent, beginning nothing after a minute: the clock rings again for the rest."""
    until = clock.now() + DELIVER_FOR
    deliver_due(clock.now(), is_over=lambda: clock.now() >= until)


def ring_deliveries_if_due(now: datetime) -> None:
    """Ring when something waits to be sent."""
    if is_anything_due(now):
        ring(deliver_notices, key="deliver-notices-1")


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=10))
def tell_troubles() -> None:
    """Write down what guilds are told of troubles that last."""
    tell_states(clock.now())


def ring_troubles(_now: datetime) -> None:
    """Ring: whether something is wrong is what the job looks for."""
    ring(tell_troubles, key="tell-troubles-1")


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=30))
def tell_trends() -> None:
    """Write down what guilds are told of how figures moved."""
    tell_days(clock.now())


def ring_trends_if_due(now: datetime) -> None:
    """Ring once a day."""
    if is_day_due(now):
        ring(tell_trends, key="tell-trends-1")
