"""How the product talks to its database: engine options, SQLite's manners, one kind of write transaction."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import orjson
import structlog
from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from webapp import answering
from webapp.extensions import db
from webapp.lib import metrics
from webapp.lib.private_files import make_private_file, make_private_folder

BUSY_TIMEOUT_SECONDS = 5
"""How long a SQLite writer waits for the one before it."""
POOL_TIMEOUT_SECONDS = 2
"""How long a request waits for a connection before the page says that it is busy."""
CONNECT_TIMEOUT_SECONDS = 3
"""How long a PostgreSQL server may take to answer the first knock."""
MOST_REPEATS = 3
"""How often a transaction is tried again that the database ended to resolve a deadlock."""
LONGEST_PAUSE_SECONDS = 0.05
ENDED_FOR_ANOTHER = frozenset({"40P01", "40001"})
"""PostgreSQL's words for a deadlock and for a serialization failure; the same again may well succeed."""
SLOW_STATEMENT_SECONDS = 0.5
PAGE_STATEMENT_SECONDS, WORK_STATEMENT_SECONDS = 5.0, 60.0
"""After so long PostgreSQL ends a statement of a request, or of anything else: others want the connection."""
LONGEST_LOGGED = 2000
SQLITE_BUSY = "database is locked"
_WRITES = "muster_writes"
_LIMIT = "muster_statement_limit"
T = TypeVar("T")
log = structlog.get_logger()


def normalised_url(url: str) -> str:
    """Return the address with the driver that we install: psycopg 3 for PostgreSQL."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def is_sqlite(url: str) -> bool:
    """Say whether the address names a SQLite file."""
    return url.startswith("sqlite:")


def engine_options(url: str) -> dict[str, Any]:
    """Return what the engine needs for this database."""
    common = {
        "json_serializer": _json_text,
        "json_deserializer": orjson.loads,
        "hide_parameters": True,  # errors are logged, and parameters are people's data
    }
    if is_sqlite(url):
        return {**common, "connect_args": {"timeout": BUSY_TIMEOUT_SECONDS}}
    pool = {"pool_pre_ping": True, "pool_timeout": POOL_TIMEOUT_SECONDS, "pool_size": 10, "max_overflow": 10}
    return {**common, **pool, "connect_args": {"connect_timeout": CONNECT_TIMEOUT_SECONDS}}


def _json_text(value: Any) -> str:
    """Write a document; the standard library takes ten times as long, which a sync notices."""
    return orjson.dumps(value).decode()


def init_app(app: Flask, url: str) -> None:
    """Bind the database to the app; the folder of a SQLite file is made when it is missing."""
    url = normalised_url(url)
    if is_sqlite(url):
        path = Path(url.removeprefix("sqlite:///")).absolute()
        make_private_folder(path.parent)
        url = f"sqlite:///{path}"
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        watch_statements(db.engine)
        if is_sqlite(url):
            teach_sqlite_manners(db.engine)
        else:
            limit_statements(db.engine)


def limit_statements(
    engine: Engine, *, in_requests: float = PAGE_STATEMENT_SECONDS, elsewhere: float = WORK_STATEMENT_SECONDS
) -> None:
    """Let PostgreSQL end what takes longer than so many seconds, whoever takes a connection out.

    A connection is told only when its limit changes: a web process tells each of its own once.
    """

    def on_checkout(connection: Any, record: Any, _proxy: Any) -> None:
        wanted = int(1000 * (elsewhere if answering.route_here() is None else in_requests))
        if record.info.get(_LIMIT) == wanted:
            return
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {wanted}")
        connection.commit()  # a rollback would take it back
        record.info[_LIMIT] = wanted

    event.listen(engine, "checkout", on_checkout)


def watch_statements(engine: Engine) -> None:
    """Log every statement that took long, with the route or the job that ran it, and without its values."""
    event.listen(engine, "before_cursor_execute", _on_statement)
    event.listen(engine, "after_cursor_execute", _after_statement)


def _on_statement(_connection: Any, _cursor: Any, _statement: str, *rest: Any) -> None:
    rest[1].muster_began = time.perf_counter()


def _after_statement(_connection: Any, _cursor: Any, statement: str, *rest: Any) -> None:
    seconds = time.perf_counter() - rest[1].muster_began
    if seconds < SLOW_STATEMENT_SECONDS:
        return
    of = who_asks()
    metrics.SLOW_STATEMENTS.labels(of).inc()
    log.warning("slow_statement", of=of, seconds=round(seconds, 3), statement=statement[:LONGEST_LOGGED])


def who_asks() -> str:
    """Return the route that is answered, the job that runs, or that it is a command."""
    route = answering.route_here()
    return route or str(structlog.contextvars.get_contextvars().get("job") or "command")


def teach_sqlite_manners(engine: Engine) -> None:
    """Use WAL, foreign keys and BEGIN IMMEDIATE for writers, in a file that nobody else reads.

    A deferred transaction that reads and then writes fails at once when another writer was faster,
    whatever the busy timeout; see https://www.sqlite.org/lang_transaction.html.
    """
    event.listen(engine, "do_connect", before_sqlite_opens)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def before_sqlite_opens(_dialect: Any, _record: Any, words: Sequence[Any], _named: Any) -> None:
    """Make the file private before SQLite makes it; its journals have the mode that it has."""
    make_private_file(Path(words[0]))


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction() -> Iterator[Session]:
    """Open one transaction that writes, commit it at the end, roll it back on any error.

    It starts from a fresh view of the database: what this session read before is forgotten.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("a transaction begins with nothing unsaved; commit or discard first")
    _begin_writing(session)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _begin_writing(session: Session) -> None:
    """Begin; SQLite lets writers in without an order, so that one of many may wait in vain and asks again."""
    for is_last in (*[False] * MOST_REPEATS, True):
        session.rollback()
        try:
            session.connection(execution_options={_WRITES: True})
        except OperationalError as error:
            if is_last or str(error.orig) != SQLITE_BUSY:
                raise
        else:
            return


def repeated(work: Callable[[], T]) -> T:
    """Do the work of a whole transaction, again when the database ended it in favour of another one.

    The pauses are of random length, so that two that met do not meet again.
    """
    for repeat in range(1, MOST_REPEATS + 1):
        try:
            return work()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in ENDED_FOR_ANOTHER:
                raise
            time.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS * repeat))
    return work()
