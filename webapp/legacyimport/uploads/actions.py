"""Read files that officers sent: a few a transaction, so that what a killed worker did is not done again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, undefer

from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.documents import Unreadable
from webapp.legacyimport.files import form_of, read_raw
from webapp.legacyimport.pickles import PickleReader
from webapp.legacyimport.storing import Line, Read, store_batch
from webapp.models import LegacyFile, LegacyUpload
from webapp.words import FileOutcome

CHUNK = 20
"""Files of a transaction: what a worker that is killed leaves to be done again."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that waits to be read."""

    id: int
    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Turn:
    """Some files of one upload, and what holds for all of it."""

    upload_id: int
    guild_id: int
    place: tuple[str | None, str | None]
    files: Sequence[Sent]


def is_upload_waiting() -> bool:
    """Say whether files wait to be read."""
    session = db.session()
    try:
        waiting = select(LegacyUpload.id).where(LegacyUpload.finished_at.is_(None)).limit(1)
        return session.scalar(waiting) is not None
    finally:
        session.rollback()


def read_uploads(clock: Callable[[], datetime], *, until: datetime) -> None:
    """Read what waits, a few files of each upload in turn, and write down what became of each file."""
    with PickleReader() as reader:
        while clock() < until:
            turn = _next_turn()
            if turn is None:
                return
            read, refused = _read(turn, reader, lambda: clock() >= until)
            with transaction() as session:
                _store(session, turn, read, refused, now=clock())


def _next_turn() -> Turn | None:
    with transaction() as session:
        waiting = select(LegacyUpload).where(LegacyUpload.finished_at.is_(None))
        in_turn = waiting.order_by(LegacyUpload.updated_at, LegacyUpload.id)  # what was read of goes behind
        upload = session.scalars(in_turn.limit(1)).first()
        if upload is None:
            return None
        unread = (LegacyFile.upload_id == upload.id, LegacyFile.outcome.is_(None))
        query = select(LegacyFile).options(undefer(LegacyFile.raw)).where(*unread)
        files = [
            Sent(one.id, one.file_name, one.raw or b"")
            for one in session.scalars(query.order_by(LegacyFile.position).limit(CHUNK))
        ]
        return Turn(upload.id, upload.guild_id, (upload.region, upload.realm), files)


def _read(
    turn: Turn, reader: PickleReader, is_over: Callable[[], bool]
) -> tuple[dict[int, Read], dict[int, Line]]:
    """Read the files outside of any transaction, for a pickle may take seconds.

    At least one is read; the rest wait once it is over, for the same worker serves people who wait.
    """
    read: dict[int, Read] = {}
    refused: dict[int, Line] = {}
    for one in turn.files:
        if (read or refused) and is_over():
            break
        try:
            form = form_of(PurePath(one.name).suffix)
            read[one.id] = read_raw(one.raw, reader, named=(one.name, form), place=turn.place)
        except Unreadable as error:
            refused[one.id] = Line(one.name, FileOutcome.REFUSED, str(error))
    return read, refused


def _store(
    session: Session, turn: Turn, read: dict[int, Read], refused: dict[int, Line], *, now: datetime
) -> None:
    """Store what was read, unless another worker was faster; the upload is locked, so that one is."""
    locked = select(LegacyUpload).where(LegacyUpload.id == turn.upload_id).with_for_update()
    upload = session.scalars(locked).one_or_none()
    if upload is None:
        return
    ids = [one.id for one in turn.files]
    unread = select(LegacyFile.id).where(LegacyFile.id.in_(ids), LegacyFile.outcome.is_(None))
    open_ids = set(session.scalars(unread))
    taken = [file_id for file_id in read if file_id in open_ids]
    stored = store_batch(session, [read[one] for one in taken], now=now, guild_id=turn.guild_id)
    lines = dict(zip(taken, stored, strict=True)) | {one: refused[one] for one in refused if one in open_ids}
    for file_id, line in lines.items():
        session.execute(update(LegacyFile).where(LegacyFile.id == file_id).values(_row(line)))
    left = (LegacyFile.upload_id == turn.upload_id, LegacyFile.outcome.is_(None))
    waiting = session.scalar(select(func.count(LegacyFile.id)).where(*left)) or 0
    upload.done = upload.files - waiting
    if not waiting:
        upload.finished_at = now
        log.info("upload_read", files=upload.files)


def _row(line: Line) -> dict[str, object]:
    """Return what a file's row says from now on; its bytes are not needed any more."""
    region, realm, key = line.address or (None, None, None)
    told: dict[str, object] = {
        "outcome": line.outcome,
        "why": line.why,
        "name": line.name or None,
        "raw": None,
    }
    return told | {"region": region, "realm": realm, "name_key": key}
