"""The one wrapper of every job: app context, log fields, outcome and duration."""

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from flask import current_app
from rq import get_current_job
from rq.job import Job as RunningJob

from webapp.extensions import db
from webapp.jobs.queues import Queue, refused
from webapp.lib import metrics

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Job:
    """A function that workers run; it takes ids and calls an action."""

    function: Callable[[], None]
    queue: Queue
    timeout: timedelta

    @property
    def path(self) -> str:
        """Return the dotted name under which a worker imports the function."""
        return f"{self.function.__module__}.{self.function.__name__}"

    def __call__(self) -> None:
        """Run in this process, as a worker would."""
        self.function()


AT_THE_END: list[Callable[[], None]] = []
"""What is done in the worker's process when a job has ended, well or not, before the process is gone."""
JOBS: dict[str, Job] = {}
"""Every job of the product by its dotted name."""


def job(queue: Queue, *, timeout: timedelta) -> Callable[[Callable[[], None]], Job]:
    """Declare a function as a job of a queue; the worker ends it after ``timeout``."""

    def declare(function: Callable[[], None]) -> Job:
        declared = Job(_wrapped(function), queue, timeout)
        JOBS[declared.path] = declared
        return declared

    return declare


def run_by_name(path: str) -> None:
    """Run a declared job, or raise Refused; RQ calls no other function, which ``BellJob`` sees to."""
    if path not in JOBS:
        _end(get_current_job())
        raise refused(path)
    JOBS[path]()


def _wrapped(function: Callable[[], None]) -> Callable[[], None]:
    @functools.wraps(function)
    def run() -> None:
        started = time.monotonic()
        current = get_current_job()
        outcome = "failed"
        with (
            current_app.app_context(),
            structlog.contextvars.bound_contextvars(
                job=function.__name__, job_id=current.id if current else None
            ),
        ):
            try:
                function()
                outcome = "ok"
            except Exception:
                log.exception("job_failed")
                _end(current)
                raise
            finally:
                db.session.remove()
                seconds = time.monotonic() - started
                metrics.JOBS.labels(function.__name__, outcome).observe(seconds)
                log.info("job_ended", outcome=outcome, seconds=round(seconds, 2))
                for tell in AT_THE_END:
                    tell()

    return run


def _end(current: RunningJob | None) -> None:
    """Let RQ not run a job at once again that raised: what is due stays due, and the clock rings for it.

    RQ's retries are for a worker that was killed, which raises nothing here.
    """
    if current is not None:
        current.retries_left = 0
