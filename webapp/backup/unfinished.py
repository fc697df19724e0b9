"""The note that a restore has begun: it holds what shall hold afterwards, and goes when that is so."""

import hashlib
import json
import os
import shlex
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import URL

from webapp.backup.draft import to_disk
from webapp.backup.errors import BackupError
from webapp.extensions import db
from webapp.lib.private_files import FILE_MODE, make_private_folder
from webapp.schema import REFUSED
from webapp.schema.errors import SchemaUnfinished, stop


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A restore that has not come to its end: of which file, what was there before, what was decided."""

    file: str
    before: str | None
    decisions: str


def note_of(url: URL, folder: Path) -> Path:
    """Return where the note about a database is: beside a SQLite file, in this folder for PostgreSQL."""
    if url.get_backend_name() == "sqlite":
        return Path(f"{Path(url.database or '').absolute()}.restoring")
    address = f"{url.host}:{url.port or 5432}/{url.database}?{sorted(url.query.items())}"
    return folder / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.restoring"


def read_note(note: Path) -> Unfinished | None:
    """Return what a restore left that did not come to its end; None where there is nothing."""
    try:
        return Unfinished(**json.loads(note.read_bytes()))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BackupError(f"{note}: {error.strerror}") from error
    except (ValueError, TypeError) as error:
        raise BackupError(f"{note} cannot be read; it says who asked to be forgotten") from error


def restore_line(file: str) -> str:
    """Return what puts a file back, as one types it."""
    return f"flask restore --replace {shlex.quote(file)}"


def init_app(app: Flask, folder: Path) -> None:
    """End a server whose database was put back by a restore that did not come to its end."""
    with app.app_context():
        note = note_of(db.engine.url, folder)
    try:
        refuse_unfinished(note)
    except SchemaUnfinished as unfinished:
        stop(unfinished, code=REFUSED)


def refuse_unfinished(note: Path) -> None:
    """Raise SchemaUnfinished while people may be in the database who asked to be forgotten."""
    try:
        left = read_note(note)
    except BackupError as error:
        raise SchemaUnfinished(str(error)) from error
    if left:
        raise SchemaUnfinished(
            "A restore of this database was not finished; who asked to be forgotten may be back in it. "
            f"It is ended by: {restore_line(left.file)}"
        )


def write_note(note: Path, unfinished: Unfinished) -> None:
    """Write it, for us alone, and wait until the disk has it; there is always the old one or the new."""
    draft = note.with_name(note.name + ".part")
    try:
        make_private_folder(note.parent)
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            json.dump(asdict(unfinished), opened)
        to_disk(draft)
        draft.replace(note)
        to_disk(note.parent)
    except OSError as error:
        raise BackupError(f"{note}: {error.strerror}") from error


def drop_note(note: Path) -> None:
    """Remove it: what it holds is in the database, or was never away from there."""
    with suppress(FileNotFoundError):
        note.unlink()
        to_disk(note.parent)
