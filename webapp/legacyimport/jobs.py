"""Bells of the import: files are read, names looked for among them, and whom they told of is looked at."""

from datetime import datetime, timedelta

from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.legacyimport import actions
from webapp.legacyimport.seeking import actions as seeking
from webapp.legacyimport.uploads import actions as uploads
from webapp.lib import clock

WORK_FOR = timedelta(seconds=20)
"""Then others whom the same worker serves have their turn; the clock rings for the rest."""


@job(Queue.INTERACTIVE, timeout=timedelta(minutes=3))
def answer_seeks() -> None:
    """Look for the names that people wait for among the files."""
    seeking.answer_seeks(clock.now, until=clock.now() + WORK_FOR)


@job(Queue.INTERACTIVE, timeout=timedelta(minutes=5))
def read_uploads() -> None:
    """Read files that officers sent."""
    uploads.read_uploads(clock.now, until=clock.now() + WORK_FOR)


def ring_uploads() -> bool:
    """Tell the same worker that officers sent files."""
    return ring(read_uploads, key="read-uploads-1")


def ring_seeks() -> bool:
    """Tell the worker that serves waiting people to look."""
    return ring(answer_seeks, key="answer-seeks-1")


def ring_imports_if_due(now: datetime) -> None:
    """Ring for what waits, and let a few more of those that files told of wait for their first look."""
    if seeking.is_seek_wanted(now):
        ring_seeks()
    if uploads.is_upload_waiting():
        ring_uploads()
    actions.look_at_more(now)


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=2))
def bring_back() -> None:
    """Let those be found again whose file is kept and whose row nobody confirmed."""
    actions.bring_back(clock.now())


def ring_bringing_back(_now: datetime) -> None:
    """Ring for that."""
    ring(bring_back, key="bring-back-1")
