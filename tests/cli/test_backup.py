"""flask backup and flask restore: what goes in comes out, on both databases, and nothing goes by mistake."""

import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text, update
from sqlalchemy.pool import NullPool

from tests.cli.backups import backed_up, content, empty, fill, run
from tests.support.roll import add_guild, settings_without_world
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import UserSession
from webapp.schema.state import code_revision

needs_programs = pytest.mark.skipif(
    not all(map(shutil.which, ("pg_dump", "pg_restore", "psql"))), reason="no PostgreSQL client programs here"
)


@pytest.fixture
def settings(sqlite_url: str, redis_url: str, tmp_path: Path) -> Settings:
    """Give settings under which nobody is called."""
    return replace(settings_without_world(sqlite_url, redis_url), state_directory=tmp_path / "state")


@needs_programs
class TestRoundTrip:
    def test_every_row_comes_back_but_who_was_signed_in(self, app_on: Flask, tmp_path: Path) -> None:
        before = fill(app_on)
        file = backed_up(app_on, tmp_path / "kept")
        empty(app_on)

        result = run(app_on, "restore", file)

        said = f"Restored {file} (revision {code_revision()}), now at revision {code_revision()}."
        assert (result.exit_code, result.output) == (0, f"{said} Everybody signs in again.\n")
        after = content(app_on)
        for guild in (*before["guilds"], *after["guilds"]):
            for begun_anew in ("permission_version", "data_version", "updated_at"):
                del guild[begun_anew]
        assert after == {**before, "sessions": []}

    def test_a_database_with_rows_is_replaced_only_when_told_and_backed_up_before(
        self, app_on: Flask, tmp_path: Path
    ) -> None:
        with app_on.app_context():
            add_guild("Before")
        file = backed_up(app_on, tmp_path / "kept").rename(tmp_path / "kept" / "monday")
        with app_on.app_context():
            add_guild("Since")

        refused = run(app_on, "restore", file)
        names = [row["name"] for row in content(app_on)["guilds"]]
        replaced = run(app_on, "restore", "--replace", file)

        assert (refused.exit_code, names) == (2, ["Before", "Since"])
        assert f"flask restore --replace {file}" in refused.output
        assert replaced.exit_code == 0, replaced.output
        assert [row["name"] for row in content(app_on)["guilds"]] == ["Before"]
        assert "What was there before is in" in replaced.output
        assert len(list((tmp_path / "kept").iterdir())) == 2

    def test_nothing_is_replaced_under_somebody_who_is_at_work(self, app_on: Flask, tmp_path: Path) -> None:
        fill(app_on)
        file = backed_up(app_on, tmp_path)
        empty(app_on)
        with app_on.app_context():
            other = create_engine(db.engine.url, poolclass=NullPool)

        with other.connect() as connection:
            connection.execute(text("SELECT count(*) FROM users"))
            result = run(app_on, "restore", file)

        assert result.exit_code == 2
        assert "stop web, workers and clock first" in result.output
        assert content(app_on)["users"] == []


class TestBackup:
    def test_writers_go_on_meanwhile_and_the_copy_is_whole(self, app: Flask, tmp_path: Path) -> None:
        path, stopped = tmp_path / "muster.db", threading.Event()

        def write() -> None:
            with closing(sqlite3.connect(path, timeout=5)) as connection:
                number = 0
                while not stopped.is_set():
                    number += 1
                    with connection:  # two rows in one transaction: a copy has both or neither
                        for id_ in (2 * number, 2 * number + 1):
                            connection.execute(
                                "INSERT INTO users (bnet_id, battletag) VALUES (?, 'x')", [id_]
                            )

        writer = threading.Thread(target=write)
        writer.start()
        files = [backed_up(app, tmp_path / str(number)) for number in range(3)]
        stopped.set()
        writer.join()

        for file in files:
            with closing(sqlite3.connect(file)) as connection:
                counted, checked = (
                    connection.execute(question).fetchone()[0]
                    for question in ("SELECT count(*) FROM users", "PRAGMA integrity_check")
                )
            assert (counted % 2, checked) == (0, "ok")

    def test_no_byte_of_a_sign_in_and_no_setting_is_in_it(self, app: Flask, tmp_path: Path) -> None:
        fill(app)
        with app.app_context(), transaction() as session:
            session.execute(update(UserSession).values(id="of-a-cookie"))

        file = backed_up(app, tmp_path / "kept")

        assert b"of-a-cookie" in (tmp_path / "muster.db").read_bytes()
        assert b"of-a-cookie" not in file.read_bytes()
        assert b"SECRET_KEY" not in file.read_bytes()

    def test_one_line_says_what_was_done_and_old_ones_go(self, app: Flask, tmp_path: Path) -> None:
        (tmp_path / "muster-20200101T000000Z.sqlite").touch()
        (tmp_path / "mine.sqlite").touch()

        result = run(app, "backup", tmp_path, "--keep-days", 14)

        assert result.output.startswith(
            f"Backed up the database at revision {code_revision()} to {tmp_path}/"
        )
        assert result.output.endswith(" MB), and removed 1 older than 14 days.\n")
        assert (result.output.count("\n"), (tmp_path / "mine.sqlite").exists()) == (1, True)

    def test_a_database_that_is_not_there_is_not_made(self, settings: Settings, tmp_path: Path) -> None:
        app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path}/none.db"))

        result = run(app, "backup", tmp_path / "kept")

        assert result.exit_code == 2
        assert result.output == "Error: Nothing was changed: SQLite says: unable to open database file\n"
        assert list((tmp_path / "kept").iterdir()) == []
        assert not (tmp_path / "none.db").exists()
