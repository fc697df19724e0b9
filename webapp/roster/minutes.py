"""Times as the database writes them: a list of 1,000 rows prints text and never makes a datetime of it."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class utc_minute(GenericFunction[str]):  # noqa: N801 - functions of SQL are written in lower case
    """A stored moment in UTC to the minute: ``2026-11-21 04:31``."""

    type = String()
    inherit_cache = True
    name = "utc_minute"


@compiles(utc_minute, "sqlite")
def _from_text(element: utc_minute, compiler: SQLCompiler, **keywords: Any) -> str:
    """SQLite keeps UTC as text whose first 16 letters end at the minute."""
    return f"substr({compiler.process(element.clauses, **keywords)}, 1, 16)"


@compiles(utc_minute, "postgresql")
def _from_timestamp(element: utc_minute, compiler: SQLCompiler, **keywords: Any) -> str:
    moment = compiler.process(element.clauses, **keywords)
    return f"to_char({moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"


def moment_of(minute: str | None) -> datetime | None:
    """Return the moment that such a text stands for."""
    return None if minute is None else datetime.fromisoformat(minute).replace(tzinfo=UTC)
