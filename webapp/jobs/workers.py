"""Worker processes: one RQ worker for one queue, set up to notice dead colleagues quickly."""

import signal
import time
from collections.abc import Callable
from functools import partial

import redis
import rq
import structlog
from flask import Flask
from redis.client import Pipeline
from rq import Worker
from rq.job import Job
from rq.serializers import JSONSerializer
from sqlalchemy.orm import configure_mappers

from webapp.config import current_settings
from webapp.extensions import db
from webapp.jobs.queues import BellJob, Queue, patient_redis, rq_queue
from webapp.lib.garbage import settle_memory

WORKER_TTL_SECONDS = 30
"""RQ's default of 420 leaves a killed worker unnoticed for minutes."""
MAINTENANCE_SECONDS = 10
MONITORING_SECONDS = 5
STOPS = frozenset({signal.SIGINT, signal.SIGTERM})
log = structlog.get_logger()


class PromptWorker(Worker):
    """A worker that passes the wish to stop on to its work horse, and that outlives its Redis.

    RQ's own waits until the job has ended, longer than a deployment waits for a worker; and it quits when
    Redis goes while a job runs, which makes many a Procfile runner end all other processes too.
    """

    def register_birth(self) -> None:
        """Enter the register; a signal that comes from now on waits until the loop can hear it.

        RQ lets others know of a worker before it listens for signals: one told to end just then died of it.
        """
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        super().register_birth()  # type: ignore[no-untyped-call]

    def execute_job(self, job: Job, queue: rq.Queue) -> None:
        """Run a job; when Redis goes meanwhile, the work horse still comes to its end."""
        self._outlasting(partial(super().execute_job, job, queue))

    def check_for_suspension(self, burst: bool) -> None:  # noqa: FBT001 - RQ's signature
        """Ask whether somebody suspended the workers; the first step of the loop, which hears signals."""
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        self._outlasting(partial(super().check_for_suspension, burst))

    def run_maintenance_tasks(self) -> None:
        """Tidy up after dead colleagues."""
        self._outlasting(super().run_maintenance_tasks)

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        """Give a sign of life; in a Redis that came back empty, enter the register again."""
        beat = partial(super().heartbeat, timeout, pipeline)
        if pipeline is None:
            self._outlasting(self._enter_again)
            self._outlasting(beat)
        else:
            beat()

    def _enter_again(self) -> None:
        """Let others know of this worker whom nobody knows any more: RQ only ever tells its birth once."""
        if self.birth_date is not None and not self.connection.hexists(self.key, "birth"):
            self.connection.delete(self.key)
            super().register_birth()  # type: ignore[no-untyped-call]
            log.info("worker_registered_again", worker=self.name)

    def _outlasting(self, work: Callable[[], None]) -> None:
        try:
            work()
        except (redis.ConnectionError, redis.TimeoutError) as error:
            log.warning("redis_lost", worker=self.name, error=type(error).__name__)
            if self.horse_pid:
                self.wait_for_horse()  # a job has a time limit of its own
                self._horse_pid = 0
            _await(self.connection, is_over=lambda: self._stop_requested)

    def handle_warm_shutdown_request(self) -> None:
        """Tell the work horse, if there is one; jobs turn the signal into a question."""
        log.info("worker_stopping", worker=self.name)
        if self.horse_pid:
            self.kill_horse(signal.SIGTERM)


def serve(app: Flask, queue: Queue) -> None:
    """Work on one queue until told to stop; waits for Redis when it is away at the start."""
    with app.app_context():
        configure_mappers()
        settle_memory()
        db.engine.dispose()  # the forked work horse must not inherit an open connection
        connection = patient_redis(current_settings().redis_url)
        _await(connection, is_over=lambda: False)
        worker = PromptWorker(
            [rq_queue(queue, connection)],
            connection=connection,
            job_class=BellJob,
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL_SECONDS,
            maintenance_interval=MAINTENANCE_SECONDS,
            job_monitoring_interval=MONITORING_SECONDS,
        )
        log.info("worker_started", queue=queue.value, worker=worker.name)
        worker.work(logging_level=rq_level(current_settings().log_level), with_scheduler=False)


def rq_level(level: str) -> str:
    """Return how much RQ itself says: it announces each round of tidying, which buries what happened."""
    return "WARNING" if level == "INFO" else level


def _await(connection: redis.Redis, *, is_over: Callable[[], bool]) -> None:
    said = False
    while not is_over():
        try:
            connection.ping()
        except redis.RedisError as error:
            if not said:
                log.warning("redis_away", error=type(error).__name__)
                said = True
            time.sleep(1)
        else:
            return
