"""Bells of the cards: build what is due, add what is missing, wake the stale ones that people look at."""

from datetime import datetime, timedelta

from webapp.cards import upkeep
from webapp.cards.work import build_due_cards, is_any_due
from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.lib import clock

WORK_FOR = timedelta(seconds=60)
"""A job works for a minute, then lets another have its turn."""
BELLS = ("build-cards-1", "build-cards-2")
"""The second is for the job that rings while it still runs itself."""


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=3))
def build_cards() -> None:
    """Build due cards for at most a minute; ring again when some are left."""
    build_due_cards(clock.now, until=clock.now() + WORK_FOR)
    if is_any_due(clock.now()):
        ring_cards()


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=2))
def add_cards() -> None:
    """Have cards built of characters that were read before there were cards."""
    if upkeep.add_missing_cards(clock.now()):
        ring_cards()


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=1))
def wake_stale_cards() -> None:
    """Have the stale cards refreshed that people look at."""
    upkeep.wake_looked_at(clock.now())


def ring_cards() -> bool:
    """Ring for cards that are due; a job that waits already will see them too."""
    return any(ring(build_cards, key=key) for key in BELLS)


def ring_cards_if_due(now: datetime) -> None:
    """Ring for the cards when one is due; a bell that waits or runs already is not doubled."""
    if is_any_due(now):
        ring(build_cards, key=BELLS[0])


def ring_missing_cards(_now: datetime) -> None:
    """Ring for characters without a card."""
    ring(add_cards, key="add-cards-1")


def ring_stale_cards(_now: datetime) -> None:
    """Ring for stale cards that people look at."""
    ring(wake_stale_cards, key="wake-stale-cards-1")
