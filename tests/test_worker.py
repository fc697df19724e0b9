"""The one program of the background: what it takes, and how it starts and stops as a real process."""

import signal
import sqlite3
from pathlib import Path

import pytest

import worker
from tests.support.redis_server import RedisServer
from tests.support.worker_program import WorkerProgram

NOBODY = "redis://127.0.0.1:1/0"


def ticks(sqlite_url: str) -> list[str]:
    """Return the names of the periodic things that a clock has asked."""
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        found = connection.execute("SELECT name FROM clock_ticks").fetchall()
    connection.close()
    return [name for (name,) in found]


def workers(server: RedisServer) -> set[bytes]:
    with server.client() as client:
        found: set[bytes] = client.smembers("rq:workers")
    return found


class TestMain:
    @pytest.mark.parametrize(
        "arguments", [[], ["nonsense"], ["sync", "clock"], ["SYNC"], [""], ["--help"]], ids=str
    )
    def test_anything_but_one_known_word_is_answered_with_the_usage(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = worker.main(arguments)

        assert code == 2
        assert capsys.readouterr().err == "usage: python worker.py interactive | sync | enrichment | clock\n"


class TestClock:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_it_ticks_without_redis_and_stops_at_a_signal(
        self, number: signal.Signals, sqlite_url: str, tmp_path: Path
    ) -> None:
        with WorkerProgram("clock", tmp_path, database_url=sqlite_url, redis_url=NOBODY) as clock:
            clock.wait_until(lambda: ticks(sqlite_url))

            code = clock.stop(number)

        assert code == 0
        assert "Traceback" not in clock.said()


class TestWorker:
    def test_it_waits_for_redis_and_starts_when_redis_comes(self, sqlite_url: str, tmp_path: Path) -> None:
        server = RedisServer()
        url = f"redis://127.0.0.1:{server.port}/0"
        with WorkerProgram(
            "sync", tmp_path, database_url=sqlite_url, redis_url=url, is_forked=False
        ) as program:
            program.wait_until(lambda: "redis_away" in program.said())
            server.start()
            try:
                program.wait_until(lambda: workers(server))

                assert program.stop(signal.SIGTERM) == 0
            finally:
                server.kill()

    def test_it_can_be_stopped_while_it_waits(self, sqlite_url: str, tmp_path: Path) -> None:
        with WorkerProgram("sync", tmp_path, database_url=sqlite_url, redis_url=NOBODY) as program:
            program.wait_until(lambda: "redis_away" in program.said())

            code = program.stop(signal.SIGTERM)

        assert code in {0, -signal.SIGTERM}
        assert "Traceback" not in program.said()
