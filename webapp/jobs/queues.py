"""The queues; each worker process serves exactly one, because only then is a popped job crash-safe."""

import contextlib
from enum import StrEnum

import redis
import rq
from flask import Flask, current_app
from rq.executions import Execution, ExecutionRegistry
from rq.serializers import JSONSerializer

from webapp.jobs import patience
from webapp.jobs.left_alone import LeftAlone

REPLY_WITHIN = 0.25
"""Seconds that a page or a bell waits for Redis before it goes on without."""


class Queue(StrEnum):
    """Who serves what."""

    INTERACTIVE = "interactive"
    SYNC = "sync"
    ENRICHMENT = "enrichment"


class LivingExecutions(ExecutionRegistry):
    """RQ's list of the attempts at a job, without those whose record ran out with their worker.

    RQ 2.12 keeps the id of an attempt a minute longer than its record, and a job that ends in that minute
    fails at the missing record: it would run again until its retries are used up, and then stop its worker.
    """

    def get_executions(self, start: int = 0, end: int = -1) -> list[Execution]:
        """Return the attempts that still have a record."""
        living = []
        for number in self.get_execution_ids(start, end):
            with contextlib.suppress(
                ValueError, KeyError
            ):  # no record, or one of a Redis that came back empty
                living.append(Execution.fetch(number, self.job_id, self.connection))
        return living


class BellJob(rq.job.Job):
    """A job that may end after an earlier attempt at it was killed together with its worker."""

    @property
    def execution_registry(self) -> LivingExecutions:
        """Return the attempts at this job."""
        return LivingExecutions(self.id, connection=self.connection)


def quick_redis(url: str) -> redis.Redis:
    """Return a client that gives up after a quarter of a second instead of hanging a page.

    That is for each command, and in a request for all of them together.
    """
    client = redis.Redis.from_url(
        url, socket_timeout=REPLY_WITHIN, socket_connect_timeout=REPLY_WITHIN, retry=LeftAlone()
    )
    patience.make_patient(client.connection_pool)
    return client


def patient_redis(url: str) -> redis.Redis:
    """Return a client for a worker, whose blocking pop waits long on purpose."""
    return redis.Redis.from_url(url, socket_connect_timeout=5, health_check_interval=10)


def init_app(app: Flask, url: str) -> None:
    """Give the app its quick client; nothing is connected until somebody asks."""
    app.extensions["muster_redis"] = quick_redis(url)
    patience.init_app(app)


def app_redis() -> redis.Redis:
    """Return the current app's quick client."""
    client: redis.Redis = current_app.extensions["muster_redis"]
    return client


def rq_queue(queue: Queue, connection: redis.Redis) -> rq.Queue:
    """Return RQ's queue of that name; arguments travel as JSON, never as pickles."""
    return rq.Queue(
        queue.value,
        connection=connection,
        serializer=JSONSerializer,
        default_timeout=300,
        job_class=BellJob,
    )
