"""Writers of a SQLite file wait for each other; none of them loses anything."""

import multiprocessing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from webapp import database
from webapp.extensions import db

WRITERS = 8
ROUNDS = 25
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.test_database"])


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
