"""Worker processes: one RQ worker for one queue, set up to notice dead colleagues quickly."""

import gc
import signal
import time

import redis
import structlog
from flask import Flask
from rq import Worker
from rq.serializers import JSONSerializer
from sqlalchemy.orm import configure_mappers

from webapp.config import current_settings
from webapp.extensions import db
from webapp.jobs.queues import BellJob, Queue, patient_redis, rq_queue

WORKER_TTL_SECONDS = 30
"""RQ's default of 420 leaves a killed worker unnoticed for minutes."""
MAINTENANCE_SECONDS = 10
MONITORING_SECONDS = 5
COLLECT_AFTER = 50_000
"""New objects between two collections; decoding one answer makes thousands, and none of them is a cycle."""
log = structlog.get_logger()


class PromptWorker(Worker):
    """A worker that passes the wish to stop on to its work horse, which gives back what it has not begun.

    RQ's own waits until the job has ended, longer than a deployment waits for a worker.
    """

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
        _await(connection)
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


def _await(connection: redis.Redis) -> None:
    said = False
    while True:
        try:
            connection.ping()
        except redis.RedisError as error:
            if not said:
                log.warning("redis_away", error=type(error).__name__)
                said = True
            time.sleep(1)
        else:
            return


def settle_memory() -> None:
    """Take the loaded program out of the garbage collector's rounds, before a long stretch of work.

    It also keeps the pages that a forked work horse shares with its parent from being copied; see
    https://docs.python.org/3/library/gc.html#gc.freeze.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
