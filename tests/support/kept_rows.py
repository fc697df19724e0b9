"""All rows of a database, kept and brought back later, there or into another one of the same tables."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.postgresql import EMPTY

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_NUMBERS = """
SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class KeptRows:
    """A SQLite file's bytes; or the rows of PostgreSQL's tables as COPY writes them, and the last numbers."""

    file: bytes = b""
    tables: tuple[tuple[str, bytes], ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()


def kept_rows(url: str) -> KeptRows:
    """Read every row of a database."""
    if path := _sqlite_path(url):
        with closing(sqlite3.connect(path)) as file:
            return KeptRows(file=file.serialize())
    with psycopg.connect(url) as connection:
        names = [name for (name,) in connection.execute(_TABLES)]
        tables = [(name, _copied(connection, name)) for name in names]
        numbers = connection.execute(_NUMBERS).fetchall()
    return KeptRows(
        tables=tuple((name, rows) for name, rows in tables if rows),
        numbers=tuple((name, last) for name, last in numbers),
    )


def bring_back(rows: KeptRows, url: str) -> None:
    """Let a database have these rows and no others; nobody may be at work in it."""
    if path := _sqlite_path(url):
        for journal in ("-wal", "-shm"):
            Path(f"{path}{journal}").unlink(missing_ok=True)
        path.write_bytes(rows.file)
        return
    with psycopg.connect(url) as connection:
        connection.execute(EMPTY)
        for name, content in rows.tables:
            with connection.cursor().copy(_copy("COPY {} FROM STDIN", name)) as copy:
                copy.write(content)
        for name, last in rows.numbers:
            connection.execute("SELECT setval(%s::regclass, %s)", (name, last))


def _sqlite_path(url: str) -> Path | None:
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else None


def _copied(connection: psycopg.Connection, name: str) -> bytes:
    with connection.cursor().copy(_copy("COPY {} TO STDOUT", name)) as copy:
        return b"".join(bytes(part) for part in copy)


def _copy(statement: str, name: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(name))
