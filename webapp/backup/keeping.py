"""Write a backup, look into one, put one back: the same for both kinds of database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, Engine, inspect, text

from webapp.backup import postgresql_backup, sqlite_backup
from webapp.backup.draft import written_whole
from webapp.backup.errors import BackupError
from webapp.backup.files import CALLED, LONGEST_BEGINNING, Kind, kind_of, name_of, outdated, refusal
from webapp.schema.state import code_revision

UNTOLD = frozenset({"alembic_version", "clock_ticks"})
"""Tables whose rows say nothing that would be lost."""


@dataclass(frozen=True, slots=True)
class Written:
    """A backup that is there: which file, how large, of which revision, and how many old ones went."""

    file: Path
    size: int
    revision: str
    dropped: int


def write_backup(
    url: URL, folder: Path, now: datetime, *, occasion: str = "", kept_for: timedelta | None = None
) -> Written:
    """Write a backup into a folder, and only then remove those that have been kept long enough."""
    kind = _kind_of_database(url)
    target = folder / name_of(kind, now, occasion)
    with _in_words(), written_whole(_in_private(target)) as draft:
        if kind is Kind.SQLITE:
            sqlite_backup.write(_path_of(url), draft)
        else:
            postgresql_backup.write(url, draft)
        tables, revision = _look_into(kind, draft)
        if "alembic_version" not in tables:
            raise BackupError("the database has no tables yet, so there is nothing to back up")
    size, dropped = target.stat().st_size, _drop_outdated(folder, now, kept_for)
    return Written(target, size, revision, dropped)


def revision_of(file: Path, url: URL) -> str:
    """Return the revision of a backup; raises BackupError when it cannot be put into this database."""
    with _in_words():
        with file.open("rb") as opened:
            kind = kind_of(opened.read(LONGEST_BEGINNING))
        wanted = _kind_of_database(url)
        if kind is None:
            raise BackupError(f"{file}: it is no backup of Muster")
        if kind is not wanted:
            raise BackupError(f"{file} is of {CALLED[kind]}, and DATABASE_URL names {CALLED[wanted]}")
        tables, revision = _look_into(kind, file)
    if reason := refusal(tables, revision, code_revision()):
        raise BackupError(f"{file}: {reason}")
    return revision


def put_back(file: Path, url: URL) -> None:
    """Replace the database by what is in a backup, as a whole or not at all."""
    with _in_words():
        if _kind_of_database(url) is Kind.SQLITE:
            sqlite_backup.put_back(file, _path_of(url))
        else:
            postgresql_backup.put_back(file, url)


def is_empty(engine: Engine) -> bool:
    """Say whether no table has a row that would be lost; tables alone are as good as none."""
    with engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if name not in UNTOLD]
        quoted = [engine.dialect.identifier_preparer.quote(name) for name in names]
        asked = (f"SELECT 1 FROM {name} LIMIT 1" for name in quoted)  # noqa: S608 - names of tables, quoted
        return all(connection.execute(text(question)).first() is None for question in asked)


def _kind_of_database(url: URL) -> Kind:
    return Kind(url.get_backend_name())


def _path_of(url: URL) -> Path:
    return Path(url.database or "")


def _look_into(kind: Kind, file: Path) -> tuple[dict[str, set[str]], str]:
    if kind is Kind.SQLITE:
        return sqlite_backup.look_into(file)
    return postgresql_backup.look_into(file)


def _in_private(target: Path) -> Path:
    """Make the folder, for us alone, where there is none."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return target


def _drop_outdated(folder: Path, now: datetime, kept_for: timedelta | None) -> int:
    if kept_for is None:
        return 0
    names = outdated((one.name for one in folder.iterdir()), now, kept_for)
    for name in names:
        (folder / name).unlink(missing_ok=True)
    return len(names)


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what disks and SQLite say into a sentence."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{error.filename or 'the disk'}: {error.strerror}") from error
    except sqlite3.Error as error:
        raise BackupError(f"SQLite says: {error}") from error
