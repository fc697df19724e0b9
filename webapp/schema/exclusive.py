"""One migration at a time: who comes second waits, then finds nothing left to do."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection

from webapp.schema import postgresql_session, sqlite_file
from webapp.schema.errors import SchemaBusy

PATIENCE_SECONDS = 600
"""How long the second migration waits for the first."""
POLL_SECONDS = 0.05


@contextmanager
def migration_connection(url: URL, *, lock_timeout: str = "4s") -> Iterator[Connection]:
    """Open the one connection that may migrate this database; raises SchemaBusy after ten minutes.

    ``lock_timeout`` is for PostgreSQL: how long a statement may stand in the queue for a table, and so
    keep every reader waiting behind itself.
    """
    if url.get_backend_name() == "sqlite":
        with sqlite_file.connection(url, wait=_wait) as connection:
            yield connection
    else:
        with postgresql_session.connection(url, wait=_wait, lock_timeout=lock_timeout) as connection:
            yield connection


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Keep migrations away from a SQLite file without opening it; raises SchemaBusy after ten minutes."""
    with sqlite_file.lock(path, wait=_wait):
        yield


def _wait(acquire: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not acquire():
        if time.monotonic() > until:
            raise SchemaBusy("Another migration of this database has been running for ten minutes.")
        time.sleep(POLL_SECONDS)
