"""Migrations on PostgreSQL: an advisory lock, short lock waits, tries again when a table is in use."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import structlog
from psycopg.errors import LockNotAvailable
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from webapp.schema.errors import SchemaBusy

LOCK_KEY = 0x4D757374
"""The advisory lock of our migrations: "Must" in ASCII."""
STATEMENT_TIMEOUT = "15min"
"""Far above what a page may take: an index over millions of rows needs minutes."""
PAUSES_SECONDS = (0.5, 1, 2, 4, 8)
"""How long to stand back after a lock timeout, so that the queries behind us get through."""
log = structlog.get_logger()


@contextmanager
def connection(
    url: URL, *, wait: Callable[[Callable[[], bool]], None], lock_timeout: str
) -> Iterator[Connection]:
    """Open a connection that holds the lock until it is closed; poolers must be in session mode."""
    with create_engine(url, poolclass=NullPool).connect() as opened:
        wait(lambda: _try_lock(opened))
        for name, value in (("lock_timeout", lock_timeout), ("statement_timeout", STATEMENT_TIMEOUT)):
            opened.execute(text("SELECT set_config(:name, :value, false)"), {"name": name, "value": value})
        opened.commit()  # a rollback would take the settings back
        yield opened


def _try_lock(opened: Connection) -> bool:
    got = bool(opened.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK_KEY}).scalar())
    opened.commit()  # who waits keeps no transaction open
    return got


def patiently(migrate: Callable[[], None], *, pauses: Sequence[float] = PAUSES_SECONDS) -> None:
    """Run the migrations; what waited too long for a table was rolled back and is tried again."""
    for pause in pauses:
        try:
            migrate()
        except OperationalError as error:
            if not isinstance(error.orig, LockNotAvailable):
                raise
            log.warning("migration_waits_for_a_table", pause_seconds=pause)
            time.sleep(pause)
        else:
            return
    raise SchemaBusy("A table is in use by a long query; end it or migrate at a quieter time.")
