"""What guards a SQLite file while it is migrated."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask_migrate import current, downgrade, upgrade
from sqlalchemy import make_url

from tests.migrations import rows
from tests.migrations.conftest import REVISIONS, bare_app
from webapp.extensions import db
from webapp.schema.exclusive import migration_connection
from webapp.schema.sqlite_file import COPY_KEPT_FOR, drop_old_copies

NOW = datetime.now(UTC) + timedelta(minutes=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a file in a folder of its own."""
    return tmp_path / "muster.db"


def migrate_to(path: Path, revision: str, *, back: bool = False) -> None:
    """Bring a file to a revision."""
    with bare_app(f"sqlite:///{path}").app_context():
        (downgrade if back else upgrade)(revision=revision)
        db.engine.dispose()


def ask(path: Path, question: str) -> list[tuple[object, ...]]:
    """Run one statement on a file, without our manners, and keep what it did."""
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(question).fetchall()


def copy_of(path: Path) -> Path:
    """Return where the copy of a file is kept."""
    return path.with_name("muster.db.before-migration")


def copies_of(path: Path) -> list[Path]:
    """Return where the copy of a file is kept, and where it is while it is written."""
    return [copy_of(path), path.with_name("muster.db.before-migration.part")]


class TestDropOldCopies:
    def test_both_go_when_they_have_been_kept_long_enough(self, path: Path) -> None:
        for copy in copies_of(path):
            copy.write_bytes(b"names of players")
            os.utime(copy, (NOW.timestamp() - 60, NOW.timestamp() - 60))

        dropped = drop_old_copies(make_url(f"sqlite:///{path}"), NOW + COPY_KEPT_FOR)

        assert dropped == 2
        assert list(path.parent.iterdir()) == []

    def test_what_one_may_go_back_to_stays(self, path: Path) -> None:
        copy_of(path).write_bytes(b"names of players")

        dropped = drop_old_copies(make_url(f"sqlite:///{path}"), NOW + timedelta(days=6))

        assert (dropped, copy_of(path).exists()) == (0, True)

    @pytest.mark.parametrize("url", ["postgresql+psycopg://localhost/muster", "sqlite://"])
    def test_without_a_file_there_is_none(self, url: str) -> None:
        assert drop_old_copies(make_url(url), NOW) == 0


class TestKeepCopy:
    def test_the_copy_is_the_database_before_the_upgrade(self, path: Path) -> None:
        migrate_to(path, "0001")
        ask(path, "INSERT INTO users (bnet_id, battletag) VALUES (1, 'Thrall#1')")

        migrate_to(path, "0003")

        assert ask(copy_of(path), "SELECT version_num, battletag FROM alembic_version, users") == [
            ("0001", "Thrall#1")
        ]

    def test_nobody_else_reads_the_copy_nor_what_it_was_made_of(self, path: Path) -> None:
        before = os.umask(0o022)
        try:
            for revision in ("0001", "0002"):
                migrate_to(path, revision)
        finally:
            os.umask(before)

        assert [file.stat().st_mode & 0o777 for file in (path, copy_of(path))] == [0o600, 0o600]

    def test_only_the_last_copy_is_kept(self, path: Path) -> None:
        for revision in ("0001", "0002", "0003"):
            migrate_to(path, revision)

        assert ask(copy_of(path), "SELECT version_num FROM alembic_version") == [("0002",)]
        assert sorted(file.name for file in path.parent.iterdir()) == [
            "muster.db", "muster.db.before-migration", "muster.db.migration-lock"
        ]  # fmt: skip

    def test_a_downgrade_keeps_one_too(self, path: Path) -> None:
        migrate_to(path, "head")

        migrate_to(path, "-2", back=True)

        assert ask(copy_of(path), "SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]

    def test_what_changes_nothing_makes_none(self, path: Path) -> None:
        migrate_to(path, "head")

        migrate_to(path, "head")
        with bare_app(f"sqlite:///{path}").app_context():
            current()

        assert not copy_of(path).exists()


class TestCheckReferences:
    def test_a_row_without_its_parent_stops_the_revision(
        self, path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        migrate_to(path, "0003")
        ask(path, "INSERT INTO former_realm_slugs (region, slug, realm_id) VALUES ('eu', 'old', 404)")

        with pytest.raises(SystemExit, match="2"):
            migrate_to(path, "0004")

        assert "Row 1 of former_realm_slugs refers to a row of realms" in capsys.readouterr().err
        assert ask(path, "SELECT version_num FROM alembic_version") == [("0003",)]
        assert ask(path, "SELECT name FROM sqlite_master WHERE name = 'characters'") == []


class TestCheckIntegrity:
    def test_a_broken_file_is_named_with_its_copy(
        self, path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        migrate_to(path, "0002")
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("CREATE TABLE odd (number INTEGER CHECK (number < 9))")
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute("INSERT INTO odd VALUES (99)")

        with pytest.raises(SystemExit, match="2"):
            migrate_to(path, "0003")

        assert (
            f"CHECK constraint failed in odd' after the migration; the copy from before is {copy_of(path)}"
            in (capsys.readouterr().err)
        )


class TestConnection:
    def test_a_rebuilt_table_keeps_the_rows_that_refer_to_it(self, path: Path) -> None:
        migrate_to(path, "head")
        url = make_url(f"sqlite:///{path}")
        with migration_connection(url) as connection, connection.begin():
            rows.insert(connection, db.metadata.sorted_tables)
            before = rows.read(connection)

            operations = Operations(MigrationContext.configure(connection))
            for table in ("users", "guilds", "characters"):
                with operations.batch_alter_table(table, recreate="always"):
                    pass

            assert rows.read(connection) == before

    def test_what_is_not_committed_was_never_there(self, path: Path) -> None:
        with migration_connection(make_url(f"sqlite:///{path}")) as connection:
            connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
            connection.rollback()

        assert ask(path, "SELECT name FROM sqlite_master") == []
