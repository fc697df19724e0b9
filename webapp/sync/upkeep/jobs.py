"""Bells beside the sync: what must go is removed, looks are counted, who did not answer is asked again."""

from datetime import datetime, timedelta

from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue, app_redis
from webapp.lib import clock
from webapp.sync.upkeep import page_views, silence
from webapp.sync.upkeep.sweeper import sweep


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=1))
def roll_up_views() -> None:
    """Bring the counters of looks into the database; ends long before the next round begins."""
    page_views.roll_up(app_redis(), clock.now())


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=30))
def sweep_expired() -> None:
    """Remove what nobody has confirmed for nearly 30 days."""
    sweep(clock.now())


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=2))
def ask_the_silent() -> None:
    """Ask the services whose last calls met nothing but trouble whether they answer again."""
    silence.ask_the_silent(clock.now)


def ring_silent(now: datetime) -> None:
    """Ring where a service outside was in trouble when it was asked last, or may be."""
    if silence.to_ask(now):
        ring(ask_the_silent, key="ask-the-silent-1")


def ring_sweep(_now: datetime) -> None:
    """Ring for the sweeper."""
    ring(sweep_expired, key="sweep-expired-1")


def ring_view_roll_up(_now: datetime) -> None:
    """Ring for the counters of looks."""
    ring(roll_up_views, key="roll-up-views-1")
