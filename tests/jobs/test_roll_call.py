"""What waits and who works, as a real Redis tells it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from rq import Worker
from rq.serializers import JSONSerializer

from tests.support.roll import settings_without_world
from webapp.config import Settings
from webapp.jobs.bells import ring
from webapp.jobs.job import JOBS
from webapp.jobs.queues import BellJob, Queue, app_redis, rq_queue
from webapp.jobs.roll_call import roll_call


@pytest.fixture
def settings(sqlite_url: str, empty_redis_url: str) -> Settings:
    """Give settings under which nobody is called."""
    return settings_without_world(sqlite_url, empty_redis_url)


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def worker(queue: Queue) -> Worker:
    connection = app_redis()
    return Worker(
        [rq_queue(queue, connection)],
        name=f"{queue}-1",
        connection=connection,
        job_class=BellJob,
        serializer=JSONSerializer,
    )


def is_just_now(moment: datetime | None) -> bool:
    return moment is not None and abs(datetime.now(UTC) - moment) < timedelta(minutes=1)


class TestRollCall:
    def test_an_empty_redis_has_empty_queues_and_nobody(self) -> None:
        found = roll_call(app_redis())

        assert [(one.queue, one.waiting, one.oldest_at) for one in found.queues] == [
            (queue, 0, None) for queue in Queue
        ]
        assert found.workers == []

    def test_it_tells_how_many_wait_and_since_when(self) -> None:
        bell = JOBS["webapp.sync.jobs.sync_due"]
        for number in (1, 2):
            ring(bell, key=f"sync-due-{number}")

        by_queue = {one.queue: one for one in roll_call(app_redis()).queues}

        assert [by_queue[queue.value].waiting for queue in Queue] == [0, 2, 0]
        assert is_just_now(by_queue[Queue.SYNC].oldest_at)

    def test_it_tells_who_serves_which_queue_and_what_they_do(self) -> None:
        ring(JOBS["webapp.sync.jobs.sync_due"], key="sync-due-1")
        busy = worker(Queue.SYNC)
        busy.register_birth()  # type: ignore[no-untyped-call]
        job = BellJob.fetch("sync-due-1", connection=app_redis(), serializer=JSONSerializer)
        busy.set_current_job_id(job.id)
        job.prepare_for_execution(busy.name, pipeline=app_redis().pipeline())

        found = roll_call(app_redis())
        busy.register_death()  # type: ignore[no-untyped-call]

        assert [one.name for one in found.serving(Queue.SYNC)] == ["sync-1"]
        assert found.serving(Queue.INTERACTIVE) == []
        assert found.workers[0].job == "sync-due-1"
        assert is_just_now(found.workers[0].heartbeat_at)

    def test_a_record_that_cannot_be_read_hides_no_other(self) -> None:
        odd: dict[Any, Any] = {"birth": "yesterday", "queues": "sync", "last_heartbeat": b"\xff"}
        odd["current_job"] = b"\xff"
        app_redis().sadd("rq:workers", "rq:worker:odd")
        app_redis().hset("rq:worker:odd", mapping=odd)
        good = worker(Queue.SYNC)
        good.register_birth()  # type: ignore[no-untyped-call]

        found = {one.name: one for one in roll_call(app_redis()).workers}
        good.register_death()  # type: ignore[no-untyped-call]

        assert (found["odd"].born_at, found["odd"].heartbeat_at) == (None, None)
        assert is_just_now(found["sync-1"].heartbeat_at)
