"""flask backup and flask restore: what goes in comes out, on both databases, and nothing goes by mistake."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool

from tests.migrations import rows
from tests.support.roll import add_guild, settings_without_world
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import ApiToken, Guild, UserSession
from webapp.schema.state import code_revision

needs_programs = pytest.mark.skipif(
    not all(map(shutil.which, ("pg_dump", "pg_restore", "psql"))), reason="no PostgreSQL client programs here"
)


@pytest.fixture
def settings(sqlite_url: str, redis_url: str) -> Settings:
    """Give settings under which nobody is called."""
    return settings_without_world(sqlite_url, redis_url)


def run(app: Flask, *words: object) -> Result:
    """Run a command; like a process that has just started it has no connection yet."""
    with app.app_context():
        db.engine.dispose()
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def backed_up(app: Flask, folder: Path) -> Path:
    """Write a backup and return its file."""
    result = run(app, "backup", folder)
    assert result.exit_code == 0, result.output
    return max(folder.glob("muster-*"))


def content(app: Flask) -> rows.Rows:
    with app.app_context(), db.engine.connect() as connection:
        found = rows.read(connection)
    with app.app_context():
        db.engine.dispose()
    return found


def fill(app: Flask) -> rows.Rows:
    """Put a row into each table and return all of them."""
    with app.app_context(), db.engine.begin() as connection:
        rows.insert(connection, rows.tables_named(connection, set(rows.CHOSEN)))
    return content(app)


def empty(app: Flask) -> None:
    """Empty each table, as if by mistake."""
    with app.app_context(), db.engine.begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def in_app(app: Flask) -> Iterator[None]:
    """Push a context of the app."""
    with app.app_context():
        yield


@needs_programs
class TestRoundTrip:
    def test_every_row_comes_back_but_who_was_signed_in(self, app_on: Flask, tmp_path: Path) -> None:
        before = fill(app_on)
        file = backed_up(app_on, tmp_path / "kept")
        empty(app_on)

        result = run(app_on, "restore", file)

        said = f"Restored {file} (revision {code_revision()}), now at revision {code_revision()}."
        assert (result.exit_code, result.output) == (0, f"{said} Everybody signs in again.\n")
        assert content(app_on) == {**before, "sessions": []}

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
        with app.app_context():
            (session,) = db.session.scalars(select(UserSession.id)).all()
            db.session.remove()

        file = backed_up(app, tmp_path / "kept")

        assert (
            session.encode()
            in (tmp_path / "muster.db").read_bytes() + (tmp_path / "muster.db-wal").read_bytes()
        )
        assert session.encode() not in file.read_bytes()

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


class TestRestore:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"Dear Thrall, ", "it is no backup of Muster"),
            (b"PGDMP", "is of PostgreSQL, and DATABASE_URL names SQLite"),
            (b"SQLite format 3\0 and so on", "SQLite says: file is not a database"),
        ],
    )
    def test_what_is_no_backup_of_this_changes_nothing(
        self, app: Flask, tmp_path: Path, content: bytes, said: str
    ) -> None:
        file = tmp_path / "letter"
        file.write_bytes(content * 100)

        result = run(app, "restore", file)

        assert (result.exit_code, said in result.output) == (2, True), result.output

    def test_one_of_a_newer_program_is_refused(self, app: Flask, tmp_path: Path) -> None:
        file = backed_up(app, tmp_path)
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")

        result = run(app, "restore", file)

        assert (result.exit_code, "newer Muster (revision 9999" in result.output) == (2, True)

    def test_an_older_one_is_brought_to_this_version(self, app: Flask, tmp_path: Path) -> None:
        run(app, "db", "downgrade", "0025")
        file = backed_up(app, tmp_path)
        run(app, "db", "upgrade")

        result = run(app, "restore", file)

        assert f"(revision 0025), now at revision {code_revision()}." in result.output

    def test_one_whose_pages_are_damaged_is_refused(self, app: Flask, tmp_path: Path) -> None:
        fill(app)
        file = backed_up(app, tmp_path)
        size = file.stat().st_size
        with file.open("r+b") as opened:
            opened.truncate(size // 2)
        empty(app)

        result = run(app, "restore", file)

        assert result.exit_code == 2
        assert content(app)["users"] == []

    @pytest.mark.usefixtures("in_app")
    def test_what_was_decided_since_holds(self, app: Flask, tmp_path: Path) -> None:
        add_guild("Lantern Watch")
        with transaction() as session:
            session.add(ApiToken(name="bot", prefix="mst_", token_hash="hash", scopes=[]))
        file = backed_up(app, tmp_path)
        with transaction() as session:
            session.execute(text("UPDATE api_tokens SET revoked_at = '2026-11-21 12:00:00'"))
            removed = (
                "INSERT INTO removed_guilds (region, bnet_guild_id) SELECT region, bnet_guild_id FROM guilds"
            )
            session.execute(text(removed))
            session.execute(text("DELETE FROM guilds"))

        result = run(app, "restore", "--replace", file)

        assert "What asked to go since then went: guilds 1, tokens 1." in result.output
        assert db.session.scalars(select(Guild)).all() == []
        assert None not in db.session.scalars(select(ApiToken.revoked_at)).all()
