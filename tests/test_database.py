"""Writers wait for each other; none of them loses anything, and who was ended for another one tries again."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.support.forked import processes
from tests.support.postgresql import ReusedDatabase
from webapp import database
from webapp.extensions import db

WRITERS = 8
ROUNDS = 25


def bare_app(path: Path) -> Flask:
    """Make an app that has only a database."""
    app = Flask("writers")
    database.init_app(app, f"sqlite:///{path}")
    return app


def count_up(path: Path) -> None:
    """Read a number and write the next one, many times, as one of several processes."""
    with bare_app(path).app_context():
        for _ in range(ROUNDS):
            with database.transaction() as session:
                value = session.execute(text("SELECT value FROM counter")).scalar_one()
                session.execute(text("UPDATE counter SET value = :value"), {"value": value + 1})


@pytest.mark.fault
class TestTransaction:
    def test_eight_processes_that_read_and_then_write_lose_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "counter.db"
        with bare_app(path).app_context():
            with db.engine.begin() as connection:
                connection.execute(text("CREATE TABLE counter AS SELECT 0 AS value"))
            writers = [processes.Process(target=count_up, args=(path,)) for _ in range(WRITERS)]
            for writer in writers:
                writer.start()
            for writer in writers:
                writer.join(timeout=60)
            value = db.session.execute(text("SELECT value FROM counter")).scalar_one()

        assert [writer.exitcode for writer in writers] == [0] * WRITERS
        assert value == WRITERS * ROUNDS


class TestInitApp:
    def test_nobody_else_reads_the_file_nor_what_sqlite_writes_beside_it(self, tmp_path: Path) -> None:
        before = os.umask(0o022)
        try:
            with bare_app(tmp_path / "var" / "muster.db").app_context(), db.engine.begin() as connection:
                connection.execute(text("CREATE TABLE counter AS SELECT 0 AS value"))
                made = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
        finally:
            os.umask(before)

        assert made == {"var": 0o700, **dict.fromkeys(("muster.db", "muster.db-wal", "muster.db-shm"), 0o600)}


class TestBusySqlite:
    @pytest.mark.parametrize(("busy_seconds", "is_written"), [(0.25, True), (1.5, False)])
    def test_a_writer_that_waited_in_vain_asks_again_but_not_for_ever(
        self, tmp_path: Path, busy_seconds: float, *, is_written: bool
    ) -> None:
        path = tmp_path / "busy.db"
        with bare_app(path).app_context():
            with db.engine.begin() as connection:
                connection.execute(text("CREATE TABLE counter AS SELECT 0 AS value"))
                connection.execute(text("PRAGMA busy_timeout = 100"))
            with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
                other.execute("BEGIN IMMEDIATE")
                timer = threading.Timer(busy_seconds, other.execute, ["COMMIT"])
                timer.start()

                assert writes_at_last() is is_written
                timer.join()


def writes_at_last() -> bool:
    try:
        with database.transaction() as session:
            session.execute(text("UPDATE counter SET value = 1"))
    except OperationalError:
        return False
    return True


@pytest.fixture
def postgresql_app(postgresql_database: ReusedDatabase) -> Iterator[Flask]:
    """Give an app that has only a database on PostgreSQL."""
    app = Flask("limits")
    database.init_app(app, postgresql_database.emptied())
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.postgresql
class TestLimitStatements:
    def test_a_page_may_ask_for_five_seconds_and_a_worker_for_a_minute(self, postgresql_app: Flask) -> None:
        with postgresql_app.app_context():
            before = limit_now()
        with postgresql_app.test_request_context():
            on_a_page = limit_now()
        with postgresql_app.app_context():
            assert (before, on_a_page, limit_now()) == ("1min", "5s", "1min")

    def test_what_takes_longer_is_ended_and_the_next_statement_is_fine(self, postgresql_app: Flask) -> None:
        with postgresql_app.app_context():
            engine = create_engine(db.engine.url, pool_size=1, max_overflow=0)
        database.limit_statements(engine, elsewhere=0.05)

        with engine.connect() as connection, pytest.raises(OperationalError, match="statement timeout"):
            connection.execute(text("SELECT pg_sleep(20)"))

        with engine.connect() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
        engine.dispose()


def limit_now() -> str:
    try:
        return str(db.session.scalar(text("SHOW statement_timeout")))
    finally:
        db.session.remove()


class TestRepeated:
    @pytest.mark.parametrize("ended", [psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure])
    def test_who_was_ended_for_another_one_tries_again(self, ended: type[Exception]) -> None:
        troubles: list[Exception] = [ended("once"), ended("twice"), ended("three times")]

        assert database.repeated(lambda: work(troubles)) == "done"

    def test_there_is_an_end_to_it(self) -> None:
        troubles: list[Exception] = [
            psycopg.errors.DeadlockDetected("again") for _ in range(database.MOST_REPEATS + 1)
        ]

        with pytest.raises(OperationalError, match="again"):
            database.repeated(lambda: work(troubles))

    def test_other_troubles_are_not_repeated(self) -> None:
        troubles: list[Exception] = [psycopg.errors.DiskFull("full"), psycopg.errors.DiskFull("still full")]

        with pytest.raises(OperationalError, match="full"):
            database.repeated(lambda: work(troubles))

        assert len(troubles) == 1


def work(troubles: list[Exception]) -> str:
    """Fail with the next trouble, as SQLAlchemy tells it; without one left, do the work."""
    if troubles:
        raise OperationalError("SELECT 1", None, troubles.pop())
    return "done"
