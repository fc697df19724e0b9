"""What a worker is once it runs, as its Redis and its memory show it."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from tests.support.redis_server import RedisServer
from tests.support.worker_program import WorkerProgram
from webapp.jobs.job import run_by_name
from webapp.jobs.queues import Queue, rq_queue
from webapp.jobs.workers import WORKER_TTL_SECONDS

RQ_ADDS_SECONDS = 60
"""RQ lets a sign of life count so much longer than it was told."""


@pytest.fixture
def server() -> Iterator[RedisServer]:
    server = RedisServer()
    yield server
    server.kill()


@pytest.fixture
def late(server: RedisServer, sqlite_url: str, tmp_path: Path) -> Iterator[WorkerProgram]:
    """Give a worker that asked for Redis in vain, twice, and then began to listen."""
    with _worker(server, sqlite_url, tmp_path) as program:
        with socket.create_server(("127.0.0.1", server.port)) as deaf:
            deaf.settimeout(15)
            for _ in range(2):
                deaf.accept()[0].close()
        server.start()
        with server.client() as client:
            program.wait_until(lambda: client.smembers("rq:workers"))
        yield program


@pytest.fixture
def bereft(server: RedisServer, sqlite_url: str, tmp_path: Path) -> Iterator[WorkerProgram]:
    """Give a worker whose Redis went while a job runs."""
    server.start()
    with _worker(server, sqlite_url, tmp_path) as program:
        _enqueue(server, "first")
        program.wait_until(lambda: _horse_of(program.process.pid))
        server.kill()
        yield program


class TestServe:
    def test_a_late_redis_is_mentioned_once_and_then_served_on_one_queue(
        self, late: WorkerProgram, server: RedisServer
    ) -> None:
        with server.client() as client:
            (key,) = client.smembers("rq:workers")

            assert client.hget(key, "queues") == b"enrichment"
            assert 0 < client.ttl(key) <= WORKER_TTL_SECONDS + RQ_ADDS_SECONDS
        assert late.said().count("redis_away") == 1


class TestPromptWorker:
    def test_it_outlives_a_redis_that_goes_while_a_job_runs(
        self, bereft: WorkerProgram, server: RedisServer
    ) -> None:
        bereft.wait_until(lambda: "redis_lost" in bereft.said(), seconds=20)

        server.start()
        _enqueue(server, "second")

        bereft.wait_until(lambda: _is_done(server, "second"), seconds=30)
        assert "Traceback" not in bereft.said()

    def test_who_waits_for_redis_still_ends_when_told_to(self, bereft: WorkerProgram) -> None:
        bereft.wait_until(lambda: "redis_away" in bereft.said(), seconds=20)

        bereft.process.send_signal(signal.SIGTERM)

        assert bereft.process.wait(10) is not None


def _worker(server: RedisServer, database_url: str, directory: Path) -> WorkerProgram:
    url = f"redis://127.0.0.1:{server.port}/0"
    return WorkerProgram(
        "enrichment",
        directory,
        database_url=database_url,
        redis_url=url,
        script="tests/support/dozing_worker.py",
    )


def _enqueue(server: RedisServer, key: str) -> None:
    """Ask for two seconds of work."""
    with Redis(port=server.port) as client:
        rq_queue(Queue.ENRICHMENT, client).enqueue(run_by_name, "__main__.doze", job_id=key, result_ttl=60)


def _is_done(server: RedisServer, key: str) -> bool:
    with Redis(port=server.port) as client:
        return bool(rq_queue(Queue.ENRICHMENT, client).finished_job_registry.get_job_ids() == [key])


def _horse_of(pid: int) -> str:
    """Return the children of a process, as Linux lists them."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").strip()
