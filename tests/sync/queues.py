"""What waits in a queue, and a worker that works it off in this process."""

import redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from tests.sync.conftest import Engine
from webapp.jobs.queues import Queue, app_redis, rq_queue


def waiting(queue: Queue) -> list[str]:
    """Return the ids of the jobs that wait."""
    return list(rq_queue(queue, app_redis()).job_ids)


def work_off(engine: Engine, queue: Queue) -> None:
    """Run what waits until nothing is left."""
    connection = redis.Redis.from_url(engine.redis_url)
    worker = SimpleWorker([rq_queue(queue, connection)], connection=connection, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="WARNING")
    connection.close()
