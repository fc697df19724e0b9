"""Queues give up on Redis soon, run no code that Redis names, and end jobs whose record RQ lost."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
import redis
import rq
from rq.executions import Execution
from rq.serializers import JSONSerializer
from structlog.testing import capture_logs

from tests.support.redis_server import RedisServer
from webapp.jobs.job import JOBS, Job, run_by_name
from webapp.jobs.queues import BellJob, Queue, Refused, quick_redis, rq_queue

KEY = "bell-1"
NOTHING = Job(lambda: None, Queue.ENRICHMENT, timedelta(seconds=7))


def work_off(queue: rq.Queue) -> None:
    """Do what waits, as a worker of one process does."""
    connection = queue.connection
    worker = rq.SimpleWorker([queue], connection=connection, job_class=BellJob, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="CRITICAL")


def job_with_a_lost_attempt(connection: redis.Redis) -> BellJob:
    """Return a job whose worker was killed: RQ lists the attempt, but its record has run out."""
    connection.flushall()
    job = rq_queue(Queue.ENRICHMENT, connection).enqueue(run_by_name, NOTHING.path, job_id=KEY, result_ttl=0)
    with connection.pipeline() as pipeline:
        lost = Execution.create(job, ttl=60, pipeline=pipeline)
        pipeline.execute()
    connection.delete(lost.key)
    assert job.execution_registry.get_execution_ids() == [lost.id]
    assert isinstance(job, BellJob)
    return job


class TestBellJob:
    def test_a_lost_attempt_is_left_out(self, redis_url: str) -> None:
        connection = redis.Redis.from_url(redis_url)

        job = job_with_a_lost_attempt(connection)

        assert job.get_executions() == []
        connection.close()

    def test_an_attempt_whose_record_is_in_part_is_left_out(self, redis_url: str) -> None:
        connection = redis.Redis.from_url(redis_url)
        job = job_with_a_lost_attempt(connection)
        (lost,) = job.execution_registry.get_execution_ids()

        # a Redis that came back empty: the heartbeat of the job under way writes its own field again
        connection.hset(f"rq:execution:{KEY}:{lost}", "last_heartbeat", time.time())

        assert job.get_executions() == []
        connection.close()

    def test_a_job_with_a_lost_attempt_ends_and_may_be_rung_again(
        self, redis_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(JOBS, NOTHING.path, NOTHING)
        connection = redis.Redis.from_url(redis_url)
        job_with_a_lost_attempt(connection)
        queue = rq_queue(Queue.ENRICHMENT, connection)

        work_off(queue)

        assert not rq.job.Job.exists(KEY, connection)
        assert queue.failed_job_registry.count == 0
        connection.close()


class TestAForgedJob:
    """What a worker does with a record that somebody wrote into Redis."""

    @pytest.mark.parametrize(
        ("named", "argument"),
        [("os.mkdir", "{}"), ("webapp.jobs.job.run_by_name", "os.getcwd")],
        ids=["another function", "another job"],
    )
    def test_it_is_put_aside_and_logged_before_anything_of_it_runs(
        self, redis_url: str, tmp_path: Path, named: str, argument: str
    ) -> None:
        made = tmp_path / "made"
        with redis.Redis.from_url(redis_url) as connection:
            connection.flushall()
            queue = rq_queue(Queue.ENRICHMENT, connection)
            queue.enqueue(named, argument.format(made), job_id=KEY, retry=rq.Retry(max=3))

            with capture_logs() as logged:
                work_off(queue)

            assert not made.exists()
            assert queue.failed_job_registry.get_job_ids() == [KEY]
        assert [entry["event"] for entry in logged] == ["job_refused"]

    def test_its_callbacks_are_not_imported_either(
        self, redis_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(JOBS, NOTHING.path, NOTHING)
        with redis.Redis.from_url(redis_url) as connection:
            connection.flushall()
            queue = rq_queue(Queue.ENRICHMENT, connection)
            queue.enqueue(run_by_name, NOTHING.path, job_id=KEY)
            names = ("success_callback_name", "failure_callback_name", "stopped_callback_name")
            connection.hset(f"rq:job:{KEY}", mapping=dict.fromkeys(names, "this.module.is.not.there"))

            work_off(queue)

            job = queue.fetch_job(KEY)
            assert job is not None
            assert job.get_status() == "finished"
            assert (job.failure_callback, job.stopped_callback) == (None, None)

    def test_no_method_of_an_object_in_it_is_called(self, redis_url: str) -> None:
        with redis.Redis.from_url(redis_url) as connection:
            job = BellJob.create(run_by_name, connection=connection, serializer=JSONSerializer)
            job.instance = "text"

            with pytest.raises(Refused):
                _ = job.func


class TestQuickRedis:
    def test_a_redis_that_hangs_is_given_up_on_soon(self) -> None:
        server = RedisServer()
        server.start()
        client = quick_redis(f"redis://127.0.0.1:{server.port}/0")
        server.hang()
        began = time.monotonic()

        try:
            client.ping()
        except redis.RedisError:
            waited = time.monotonic() - began

        server.kill()
        client.close()
        assert waited < 2.0
