"""Backups of a PostgreSQL database by pg_dump, in its custom format, and back by pg_restore and psql."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import IO

from sqlalchemy import URL, Connection, text

from webapp.backup.client_programs import address, command, environment, failure, run
from webapp.backup.errors import BackupError
from webapp.schema.exclusive import migration_connection

CLEAR = b"""
BEGIN;
SET LOCAL lock_timeout = '4s';
SET LOCAL client_min_messages = warning;
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', name);
    END LOOP;
END $$;
"""
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_TABLE = re.compile(r"^CREATE TABLE public\.(\w+) \(\n((?:    .*\n)*+)\);$", re.MULTILINE)
_COLUMN = re.compile(r"^    \"?(\w+)", re.MULTILINE)
_REVISION = re.compile(r"^COPY public\.alembic_version .*\n(\w+)$", re.MULTILINE)


def write(url: URL, draft: Path) -> None:
    """Copy a database as it is at one moment, while others read and write; sessions are left out."""
    options = ("--format=custom", "--schema=public", "--no-owner", "--no-privileges")
    left_out = "--exclude-table-data=public.sessions"
    run(command("pg_dump", *options, left_out, f"--file={draft}", f"--dbname={address(url)}"), url)


def look_into(file: Path) -> tuple[dict[str, set[str]], str]:
    """Return the tables with their columns and the revision; raises BackupError when it does not end well."""
    run(command("pg_restore", f"--file={os.devnull}", str(file)))
    made = run(command("pg_restore", "--schema-only", "--file=-", str(file)))
    tables = {name: set(_COLUMN.findall(columns)) for name, columns in _TABLE.findall(made)}
    rows = run(command("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)))
    found = _REVISION.search(rows)
    return tables, found[1] if found else ""


def put_back(file: Path, url: URL) -> None:
    """Replace what is in a database, in one transaction; raises BackupError while others use it."""
    with migration_connection(url) as connection:
        _need_to_be_alone(connection)
        options = ("--no-owner", "--no-privileges", "--schema=public", "--file=-")
        target = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--output={os.devnull}")
        pour(
            command("pg_restore", *options, str(file)),
            command("psql", *target, f"--dbname={address(url)}"),
            environment(url),
        )


def _need_to_be_alone(connection: Connection) -> None:
    with connection.begin():
        others = connection.execute(text(OTHERS)).scalar()
    if others:
        raise BackupError(
            f"other connections to the database are open ({others}): stop web, workers and clock first"
        )


def pour(source: list[str], target: list[str], variables: dict[str, str]) -> None:
    """Hand the statements from one program to the other, which commits only when all have come."""
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(target, stdin=pipe, stderr=pipe, env=variables) as psql,  # noqa: S603 - our own words
        subprocess.Popen(source, stdout=pipe, env=variables) as restore,  # noqa: S603 - the same
    ):
        assert psql.stdin is not None  # noqa: S101 - a pipe, as asked for
        assert restore.stdout is not None  # noqa: S101 - the same
        is_taken = _copied(restore.stdout, psql.stdin)
        restore.stdout.close()
        is_whole = restore.wait() == 0
        _, words = psql.communicate(b"\nCOMMIT;\n" if is_taken and is_whole else None)
    if psql.returncode:
        raise failure(target[0], words.decode(errors="replace"))
    if not is_whole:
        raise BackupError("pg_restore could not read the backup to its end")


def _copied(source: IO[bytes], target: IO[bytes]) -> bool:
    """Hand everything on; say whether the other side took it."""
    try:
        target.write(CLEAR)
        shutil.copyfileobj(source, target)
        target.flush()
    except BrokenPipeError:
        return False
    return True
