"""One migration at a time, and none by a program that is older than the database."""

import threading
import time
from collections.abc import Callable

import pytest
from flask import Flask
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import text

from webapp.extensions import db
from webapp.schema.exclusive import migration_connection


class TestMigrationConnection:
    def test_a_second_migration_waits_for_the_first(self, empty_app: Flask) -> None:
        with empty_app.app_context():
            url = db.engine.url
        order = []

        def second() -> None:
            with migration_connection(url):
                order.append("second")

        thread = threading.Thread(target=second)
        with migration_connection(url):
            thread.start()
            time.sleep(0.3)
            order.append("first")
        thread.join(timeout=10)

        assert order == ["first", "second"]


class TestNewerDatabase:
    @pytest.mark.parametrize("command", [upgrade, downgrade, stamp])
    def test_no_command_changes_it(
        self, empty_app: Flask, command: Callable[[], None], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with empty_app.app_context():
            upgrade()
            with db.engine.begin() as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

            with pytest.raises(SystemExit, match="2"):
                command()

            with db.engine.connect() as connection:
                assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
        assert "made by a newer Muster (revision 9999" in capsys.readouterr().err
