"""Move old history into compressed files: each row is in the database or in a file, whoever dies when.

A file is written whole and made durable before the transaction that removes its rows commits, and gets its
name after. The transaction notes the file's number, so that the next archive knows of a file without a name
whether its rows are gone: then it is named, otherwise removed. Names have a mark of the database, so that
databases which share a folder leave each other's files alone.
"""

import fcntl
import gzip
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.extensions import Model
from webapp.history.pseudonyms import archived
from webapp.history.thinning import daily_since
from webapp.history.walking import HANDFUL, Range, each_handful
from webapp.lib.private_files import make_private_file, make_private_folder
from webapp.models import BossKill, Character, CharacterSnapshot, ClockTick, MythicRun

NAMED, READY, PART = ".jsonl.gz", ".ready", ".part"
NOTED = "history-archive-"
MARKED = f"{NOTED}mark"
KINDS: tuple[tuple[str, type[Model], Any], ...] = (
    ("snapshot", CharacterSnapshot, CharacterSnapshot.taken_on),
    ("run", MythicRun, MythicRun.completed_at),
    ("kill", BossKill, BossKill.killed_at),
)


class ArchiveError(Exception):
    """Nothing can be archived so; the message says why."""


@dataclass(slots=True)
class Archived:
    """How many rows went, or would go, and into which files."""

    rows: int = 0
    files: list[Path] = field(default_factory=list)


def archive(
    before: date, folder: Path, now: datetime, *, is_dry: bool = False, handful: int = HANDFUL
) -> Archived:
    """Move everything from before a day into new files of a folder. Raises ArchiveError."""
    if before > daily_since(now):
        raise ArchiveError(f"pages show the last 90 days: choose {daily_since(now)} or an earlier day")
    if is_dry:
        return Archived(rows=sum(each_handful(partial(_count, before), handful=handful)))
    done, key = Archived(), secrets.token_bytes(32)
    mark = _mark(now)
    with _alone_in(folder):
        _settle(folder, mark)

        def work(session: Session, some: Range) -> int:
            lines = list(_taken(session, some, before, key))
            if lines:
                done.files.append(_write(session, folder, f"{before}-{mark}", lines, now=now))
            return len(lines)

        for rows in each_handful(work, handful=handful):
            done.rows += rows
            _settle(folder, mark)
    done.files = [path for path in done.files if path.exists()]
    return done


def _mark(now: datetime) -> str:
    """Return what only this database's files have in their names; the first archive makes it up."""
    with transaction() as session:
        tick = session.get(ClockTick, MARKED)
        if tick is None:
            tick = ClockTick(name=MARKED, slot=secrets.randbits(62), ticked_at=now)
            session.add(tick)
        return f"{tick.slot:016x}"


def _count(before: date, session: Session, some: Range) -> int:
    counts = (select(func.count()).where(*_old(model, column, some, before)) for _, model, column in KINDS)
    return sum(session.scalar(query) or 0 for query in counts)


def _taken(session: Session, some: Range, before: date, key: bytes) -> Iterator[dict[str, Any]]:
    """Delete old rows and yield their lines: exactly what goes is what is written."""
    people = select(Character.id, Character.region, Character.class_id).where(some.holds(Character.id))
    about = {row.id: {"region": row.region, "class_id": row.class_id} for row in session.execute(people)}
    for kind, model, column in KINDS:
        gone = delete(model).where(*_old(model, column, some, before)).returning(*model.__table__.columns)
        for row in session.connection().execute(gone).mappings():
            yield archived(kind, {**row}, key=key, about=about[row["character_id"]])


def _old(model: Any, column: Any, some: Range, before: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a table's old rows; a moment is before a day of UTC."""
    is_day = model is CharacterSnapshot
    border = before if is_day else datetime.combine(before, datetime.min.time(), tzinfo=UTC)
    return some.holds(model.character_id), column < border


def _write(session: Session, folder: Path, which: str, lines: Iterable[Any], *, now: datetime) -> Path:
    """Write a file that is whole and durable but not named yet, and note its number."""
    number = secrets.token_hex(8)
    named = folder / f"history-before-{which}-{number}{NAMED}"
    part = named.with_name(named.name + PART)
    make_private_file(part)
    with part.open("wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
            packed.writelines(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in lines)
        file.flush()
        os.fsync(file.fileno())
    part.rename(named.with_name(named.name + READY))
    _make_names_durable(folder)
    session.add(ClockTick(name=f"{NOTED}{number}", slot=0, ticked_at=now))
    return named


def _settle(folder: Path, mark: str) -> None:
    """Give files whose rows are gone their names; remove files whose rows are still there."""
    for part in folder.glob(f"history-before-*-{mark}-*{NAMED}{PART}"):
        part.unlink()
    for ready in folder.glob(f"history-before-*-{mark}-*{NAMED}{READY}"):
        number = ready.name.removesuffix(f"{NAMED}{READY}").rpartition("-")[2]
        with transaction() as session:
            tick = session.get(ClockTick, f"{NOTED}{number}")
            if tick is None:
                ready.unlink()
                continue
            ready.rename(ready.with_name(ready.name.removesuffix(READY)))
            _make_names_durable(folder)
            session.delete(tick)


def _make_names_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep others from archiving into the folder: they would take our file for one that was left behind."""
    try:
        make_private_folder(folder)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise ArchiveError(f"another archive is being written into {folder}") from error
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be written any further: {error.strerror}") from error
    finally:
        os.close(descriptor)
