"""Migrations on SQLite: a lock beside the file, a copy of it before, checks after."""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.pool import NullPool

from webapp.lib.private_files import make_private_file
from webapp.schema.errors import SchemaDamaged

BUSY_TIMEOUT_SECONDS = 60
"""How long a migration waits for a writer; it is rare, and failing is worse than waiting."""

COPY_KEPT_FOR = timedelta(days=7)
"""How long the copy from before a migration stays: it holds data of players, kept 30 days at most."""


@contextmanager
def lock(path: Path, *, wait: Callable[[Callable[[], bool]], None]) -> Iterator[None]:
    """Hold the lock file beside a database; a killed process lets go of it by itself."""
    with path.with_name(path.name + ".migration-lock").open("wb") as held:
        wait(lambda: _try_lock(held.fileno()))
        yield


@contextmanager
def connection(url: URL, *, wait: Callable[[Callable[[], bool]], None]) -> Iterator[Connection]:
    """Open a connection while holding the lock file."""
    path = Path(url.database or "")
    with lock(path, wait=wait):
        make_private_file(path)
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        with engine.connect() as opened:
            yield opened


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _on_connect(opened: Any, _record: Any) -> None:
    """Let SQLAlchemy open transactions, so that DDL is atomic, and rebuild tables without cascades.

    Batch mode drops a table to rebuild it, which with foreign keys on deletes what refers to it; see
    https://www.sqlite.org/lang_altertable.html#otheralter.
    """
    opened.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = OFF"):
        opened.execute(f"PRAGMA {pragma}")


def _on_begin(opened: Connection) -> None:
    opened.exec_driver_sql("BEGIN IMMEDIATE")


def keep_copy(path: Path) -> Path:
    """Copy the database beside itself, replacing the last copy, and return where; writers may go on."""
    copy, draft = _copies(path)
    draft.unlink(missing_ok=True)
    make_private_file(draft)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as target:
        source.backup(target)
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    return draft.replace(copy)


def drop_old_copies(url: URL, now: datetime) -> int:
    """Remove the copy of a SQLite file, and one that was broken off, when it has been kept long enough."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return 0
    border = (now - COPY_KEPT_FOR).timestamp()
    old = [copy for copy in _copies(Path(url.database)) if copy.exists() and copy.stat().st_mtime < border]
    for copy in old:
        copy.unlink(missing_ok=True)
    return len(old)


def _copies(path: Path) -> tuple[Path, Path]:
    """Return where the copy of a database is kept, and where it is while it is being written."""
    copy = path.with_name(path.name + ".before-migration")
    return copy, copy.with_name(copy.name + ".part")


def check_references(opened: Connection) -> None:
    """Raise SchemaDamaged when a row refers to one that is not there."""
    if broken := opened.exec_driver_sql("PRAGMA foreign_key_check").first():
        table, row, parent, _key = broken
        raise SchemaDamaged(
            f"Row {row} of {table} refers to a row of {parent} that is missing; not migrated."
        )


def check_integrity(opened: Connection, copy: Path | None) -> None:
    """Raise SchemaDamaged, naming the copy to go back to, when SQLite finds the file broken."""
    found = opened.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    if found != "ok":
        raise SchemaDamaged(f"SQLite says {found!r} after the migration; the copy from before is {copy}.")
