"""Backups of a SQLite file, by SQLite's own online backup; see https://www.sqlite.org/backup.html."""

import sqlite3
from contextlib import closing
from pathlib import Path

from webapp.backup.errors import BackupError
from webapp.lib.private_files import make_private_file
from webapp.schema.exclusive import file_lock

BUSY_TIMEOUT_SECONDS = 1
"""How long a restore waits for a process that is ending; a backup waits for nobody."""


def write(path: Path, draft: Path) -> None:
    """Copy a database in one piece while others read and write; who was signed in is left out."""
    with closing(_open(path, "rw")) as source, closing(_open(draft, "rw")) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        copy.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
        if "sessions" in _tables(copy):
            with copy:
                copy.execute("DELETE FROM sessions")


def look_into(file: Path) -> tuple[dict[str, set[str]], str]:
    """Return the tables with their columns and the revision; raises BackupError when its pages are broken."""
    with closing(_open(file, "ro")) as connection:
        if (found := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise BackupError(f"{file} is broken: SQLite says {found!r}")
        tables = _tables(connection)
        newest = "SELECT max(version_num) FROM alembic_version"
        revision = connection.execute(newest).fetchone()[0] if "alembic_version" in tables else ""
        return {name: _columns(connection, name) for name in tables}, str(revision)


def put_back(file: Path, path: Path) -> None:
    """Replace what is in a database, in one transaction; raises BackupError while others have it open."""
    make_private_file(path)
    with file_lock(path), closing(_open(file, "ro")) as source, closing(_open(path, "rwc")) as target:
        try:
            target.execute("PRAGMA locking_mode = EXCLUSIVE")
            target.execute("PRAGMA journal_mode = DELETE")  # only who is alone with it may leave WAL
            target.execute("BEGIN EXCLUSIVE")
            target.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise BackupError(
                f"other processes have {path} open: stop web, workers and clock first ({error})"
            ) from error
        source.backup(target)


def _open(path: Path, mode: str) -> sqlite3.Connection:
    """Open a file; only ``rwc`` makes one that is not there."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_SECONDS)


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", [table])}
