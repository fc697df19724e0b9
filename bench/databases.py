"""A database of each kind for benchmarks: made, filled, settled, and asked how it reads."""

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, bindparam, text

from bench.ratio import Ratio
from bench.roster import settings_for
from devtools import servers
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db
from webapp.models.columns import UtcDateTime

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
HANDFUL = 50_000
"""Rows of one statement, which has to end before the database ends it."""
_NUMBERS = """
    WITH RECURSIVE numbers(n) AS (
        SELECT CAST(:first AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < :last
    )
"""
Measure = Callable[[str], list[Ratio]]
"""Measures on the database of the app that is at hand, whose kind it is given."""


def on_each(measure: Measure) -> list[Ratio]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(folder) / "bench.db")
        found = _measured(SQLITE, settings, measure)
        server = servers.start_postgresql(Path(folder) / "postgresql")
        if server is None:
            return found
        try:
            return found + _measured(POSTGRESQL, replace(settings, database_url=server.url), measure)
        finally:
            server.stop()


def _measured(kind: str, settings: Settings, measure: Measure) -> list[Ratio]:
    with create_app(settings).app_context():
        db.create_all()
        try:
            return measure(kind)
        finally:
            db.session.remove()
            db.engine.dispose()


def insert_numbered(statement: str, first: int, last: int, *, now: datetime, **values: int) -> None:
    """Insert what a statement selects from the table ``numbers``, whose column is ``n``."""
    written = text(f"{_NUMBERS} {statement}").bindparams(bindparam("now", type_=UtcDateTime()))
    for begin in range(first, last + 1, HANDFUL):
        end = min(last, begin + HANDFUL - 1)
        db.session.execute(written, {"first": begin, "last": end, "now": now, **values})
        db.session.commit()


def settle(kind: str) -> None:
    """Do what the database does by itself after a while: note what pages are whole, and how rows lie."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if kind == SQLITE:
            connection.execute(text("ANALYZE"))
            return
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("VACUUM ANALYZE"))
        connection.execute(text("RESET statement_timeout"))


def medians_of(turns: int, *works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each, done in turns: whatever else runs here disturbs all alike."""
    took: list[list[float]] = [[] for _ in works]
    for turn in range(turns + 1):
        for work, times in zip(works, took, strict=True):
            began = time.perf_counter()
            work()
            if turn:
                times.append(time.perf_counter() - began)
    db.session.rollback()
    return [statistics.median(times) for times in took]


def plan_of(kind: str, statement: Select[*tuple[Any, ...]]) -> list[str]:
    """Return how the database reads a statement, and on PostgreSQL what it met."""
    written = statement.compile(db.engine, compile_kwargs={"render_postcompile": True})
    connection: Connection = db.session.connection()
    if kind == SQLITE:
        given: Any = tuple(written.params[key] for key in written.positiontup or ())
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}", given).all()
    else:
        rows = connection.exec_driver_sql(
            f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {written}", dict(written.params)
        ).all()
    db.session.rollback()
    return [str(row[-1]) for row in rows]


def is_by_index(plan: list[str], table: str, index: str) -> bool:
    """Say whether a plan reads a table by one index and in no other way."""
    reads = [line for line in plan if re.search(rf"(Scan .*\bon|Scan on|SEARCH|SCAN) {table}\b", line)]
    others = [line for line in reads if index not in line and "Bitmap Heap Scan" not in line]
    return not others and any(index in line for line in plan)


def print_plan(kind: str, what: str, plan: list[str]) -> None:
    """Print how a database reads something."""
    print(f"Plan of {kind} for {what}:")
    print("\n".join(f"  {line}" for line in plan), flush=True)
