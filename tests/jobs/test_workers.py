"""A worker that is told to end tells its work horse."""

import signal
import subprocess
from collections.abc import Iterator

import pytest
import redis
from rq import Worker

from webapp.jobs.queues import BellJob, Queue, rq_queue
from webapp.jobs.roll_call import roll_call
from webapp.jobs.workers import PromptWorker, rq_level


@pytest.fixture
def worker(redis_url: str) -> Iterator[PromptWorker]:
    connection = redis.Redis.from_url(redis_url)
    yield PromptWorker([rq_queue(Queue.ENRICHMENT, connection)], connection=connection, job_class=BellJob)
    connection.close()


class TestPromptWorker:
    def test_the_wish_to_stop_reaches_the_work_horse(self, worker: PromptWorker) -> None:
        with subprocess.Popen(["sleep", "60"], process_group=0) as horse:
            worker._horse_pid = horse.pid

            worker.handle_warm_shutdown_request()

            assert horse.wait(5) == -signal.SIGTERM

    def test_an_idle_worker_has_nobody_to_tell(self, worker: PromptWorker) -> None:
        worker.handle_warm_shutdown_request()

        assert worker.horse_pid == 0


class TestRegister:
    @pytest.fixture
    def registered(self, worker: PromptWorker) -> Iterator[PromptWorker]:
        worker.register_birth()
        worker.check_for_suspension(burst=False)  # where the loop hears signals again
        yield worker
        worker.register_death()  # type: ignore[no-untyped-call]

    def test_in_a_redis_that_came_back_empty_a_worker_is_known_again(self, registered: PromptWorker) -> None:
        connection = registered.connection
        connection.delete(registered.key, *Worker.redis_workers_keys, f"rq:workers:{Queue.ENRICHMENT}")
        registered.set_state("idle")

        registered.heartbeat()

        known = [one.name for one in roll_call(connection).serving(Queue.ENRICHMENT)]
        assert registered.name in known

    def test_who_is_known_is_born_once(self, registered: PromptWorker) -> None:
        born = registered.birth_date

        registered.heartbeat()

        assert registered.birth_date == born


class TestRqLevel:
    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [("INFO", "WARNING"), ("DEBUG", "DEBUG"), ("ERROR", "ERROR"), ("WARNING", "WARNING")],
    )
    def test_its_rounds_are_told_only_to_who_debugs(self, ours: str, theirs: str) -> None:
        assert rq_level(ours) == theirs
