"""Queues give up on Redis soon, and their jobs end even where RQ lost the record of an earlier attempt."""

import time

import redis
import rq
from rq.executions import Execution
from rq.serializers import JSONSerializer

from tests.support.redis_server import RedisServer
from webapp.jobs.queues import BellJob, Queue, quick_redis, rq_queue

KEY = "bell-1"


def job_with_a_lost_attempt(connection: redis.Redis) -> BellJob:
    """Return a job whose worker was killed: RQ lists the attempt, but its record has run out."""
    connection.flushall()
    job = rq_queue(Queue.ENRICHMENT, connection).enqueue("time.time", job_id=KEY, result_ttl=0)
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

    def test_a_job_with_a_lost_attempt_ends_and_may_be_rung_again(self, redis_url: str) -> None:
        connection = redis.Redis.from_url(redis_url)
        job_with_a_lost_attempt(connection)
        queue = rq_queue(Queue.ENRICHMENT, connection)

        rq.SimpleWorker([queue], connection=connection, job_class=BellJob, serializer=JSONSerializer).work(
            burst=True
        )

        assert not rq.job.Job.exists(KEY, connection)
        assert queue.failed_job_registry.count == 0
        connection.close()


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
