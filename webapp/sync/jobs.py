"""Bells of the sync engine: a job carries no news, it makes a worker look at what is due."""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

from rq import get_current_job

from webapp.caching.jobs import ring_warming
from webapp.cards.work import build_due_cards
from webapp.config import current_settings
from webapp.jobs.bells import ring
from webapp.jobs.job import Job, job
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.sync import added, outstanding
from webapp.sync.characters import Shift
from webapp.sync.claims import Reach
from webapp.sync.outside import battlenet
from webapp.sync.retention import drop_old_runs
from webapp.sync.work import work
from webapp.words import RunTrigger

WORK_FOR = timedelta(seconds=60)
"""A job works for a minute, then lets another have its turn."""
CARDS_FOR = timedelta(seconds=15)
"""Then it builds the cards that have become due, for at most so long; the clock rings for the rest."""
OTHER_QUEUES = 2
"""Worker processes that serve the queues of people waiting and of enrichment."""


@job(Queue.SYNC, timeout=timedelta(minutes=3))
def sync_due() -> None:
    """Work on everything that is due, for at most a minute; ring again when something is left."""
    _work(wishes_only=False)
    if outstanding.is_anything_due(clock.now()):
        _ring_one_more(sync_due, bells=sync_bells() + 1)


@job(Queue.INTERACTIVE, timeout=timedelta(minutes=3))
def sync_wishes() -> None:
    """Work on what people wait for; ring again when something is left."""
    _work(wishes_only=True)
    if outstanding.is_anything_wished(clock.now()):
        _ring_one_more(sync_wishes, bells=2)


@job(Queue.INTERACTIVE, timeout=timedelta(minutes=2))
def answer_previews() -> None:
    """Ask about the names that people want to see before they add them."""
    added.answer_previews(battlenet(interactive=True), clock.now, until=clock.now() + WORK_FOR)


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=2))
def tidy_runs() -> None:
    """Drop what nobody reads any more."""
    drop_old_runs(clock.now())


def ring_tidying() -> None:
    """Ring for the daily tidying."""
    ring(tidy_runs, key=_key(tidy_runs, 1))


def ring_due(bells: int) -> None:
    """Ring so many bells for the workers on the sync queue; those that wait or run already count."""
    for number in range(1, bells + 1):
        ring(sync_due, key=_key(sync_due, number))


def ring_wishes() -> bool:
    """Tell the worker that serves waiting people to look."""
    return ring(sync_wishes, key=_key(sync_wishes, 1))


def ring_previews() -> bool:
    """Tell the same worker that somebody waits for a preview."""
    return ring(answer_previews, key=_key(answer_previews, 1))


def sync_bells() -> int:
    """Return how many workers may be on the sync queue at once."""
    return max(1, current_settings().worker_count - OTHER_QUEUES)


def _ring_one_more(bell: Job, *, bells: int) -> None:
    """Ring the first bell of this kind that neither waits nor runs; the present job counts as running."""
    for number in range(1, bells + 1):
        if ring(bell, key=_key(bell, number)):
            return


def _key(bell: Job, number: int) -> str:
    return f"{bell.function.__name__.replace('_', '-')}-{number}"


def _work(*, wishes_only: bool) -> None:
    """Look at what is due, then build the cards of whom was looked at: people wait for both."""
    with stop_signal() as is_told_to_stop:
        report = work(
            Shift(
                client=battlenet(interactive=wishes_only),
                reach=Reach(worker=worker_name(), wishes_only=wishes_only),
                threads=current_settings().sync_threads,
                clock=clock.now,
                until=clock.now() + WORK_FOR,
                is_told_to_stop=is_told_to_stop,
                trigger=RunTrigger.PERSON if wishes_only else RunTrigger.SCHEDULE,
            )
        )
        if report.discovered:
            ring_due(sync_bells())
        if not is_told_to_stop():
            build_due_cards(clock.now, until=clock.now() + CARDS_FOR)
    ring_warming(clock.now())


def worker_name() -> str:
    """Return the name under which this process claims: that of its RQ worker, which outlives its jobs.

    Two processes must never share one: a shift begins by giving back what its name still holds.
    """
    current = get_current_job()
    name = current.worker_name if current else None
    return str(name or f"{socket.gethostname()}-{os.getpid()}")[-96:]


@contextmanager
def stop_signal() -> Iterator[Callable[[], bool]]:
    """Turn SIGTERM into a question that the work asks itself; only the main thread can be told."""
    told = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield told.is_set
        return

    def hear(_number: int, _frame: FrameType | None) -> None:
        told.set()

    before = signal.signal(signal.SIGTERM, hear)
    try:
        yield told.is_set
    finally:
        signal.signal(signal.SIGTERM, before)
