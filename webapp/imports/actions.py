"""Take files in, and give characters their place: one transaction each, and the log says who did it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.imports.forms import SentFile
from webapp.legacyimport.jobs import ring_uploads
from webapp.legacyimport.placing import place_record, unplaced_record
from webapp.models import Character, LegacyFile, LegacyRecord, LegacyUpload
from webapp.permissions.audit import Action
from webapp.permissions.changes import NotThere, Refused, begin_change
from webapp.permissions.policy import Tool
from webapp.permissions.server_changes import Recorder, begin_server_change
from webapp.sync.jobs import ring_due
from webapp.sync.tracking import checked_realm_slug
from webapp.sync.typed_names import BadAddress, checked_region
from webapp.words import FileOutcome

MOST_WAITING = 5
"""Uploads of a guild that may wait to be read at once: their bytes are kept until then."""
MOST_KEPT = 200
"""Uploads of a guild that are told of at once, so of 30 days: what they hold is kept for good."""
GONE = "This record does not wait any more: somebody placed it, or whom it is about asked to be forgotten."


def take_files(
    guild_id: int, actor_id: int, files: Sequence[SentFile], place: tuple[str, str], *, now: datetime
) -> int:
    """Keep files until a worker reads them, and return the number of the upload.

    ``place`` is region and realm of characters whose file does not say it; without a realm they wait.
    Raises Refused and RightLost.
    """
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.ROSTER_EDIT)
        region, realm = _place(session, *place)
        _check_room(session, guild_id)
        upload = LegacyUpload(guild_id=guild_id, user_id=actor_id, files=len(files), sent_at=now)
        upload.region, upload.realm = region, realm
        session.add(upload)
        session.flush()
        session.add_all(
            LegacyFile(upload_id=upload.id, position=position, file_name=one.name, raw=one.raw)
            for position, one in enumerate(files)
        )
        count = {"count": len(files)}
        change.record(Action.FILES_SENT, before=None, after=count, changes_rights=False)
        upload_id = upload.id
    ring_uploads()
    return upload_id


def _check_room(session: Session, guild_id: int) -> None:
    """Refuse more than a worker is soon done with, or than one guild may fill the database with."""
    own, unread = LegacyUpload.guild_id == guild_id, LegacyUpload.finished_at.is_(None)
    counts = select(func.count(), func.count(case((unread, 1)))).select_from(LegacyUpload).where(own)
    kept, waiting = session.execute(counts).one()
    if waiting >= MOST_WAITING:
        raise Refused("files", "Many files wait to be read already. Send these when those are done.")
    if kept >= MOST_KEPT:
        said = f"Files were sent {MOST_KEPT} times in 30 days. Whoever runs the server can bring in more."
        raise Refused("files", said)


def place_of_guild(
    guild_id: int, actor_id: int, record_id: int, place: tuple[str, str], *, now: datetime
) -> FileOutcome:
    """Say where a character belongs whose file a guild's officers sent.

    Raises Refused, NotThere and RightLost.
    """
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.ROSTER_EDIT)
        record = unplaced_record(session, record_id, guild_id)
        outcome = _placed(session, change, record, place, now=now)
    ring_due(1)
    return outcome


def place_of_server(actor_id: int, record_id: int, place: tuple[str, str], *, now: datetime) -> FileOutcome:
    """Say where a character belongs that was brought in at the server itself.

    Raises Refused, NotThere and NotOperator.
    """
    with transaction() as session:
        change = begin_server_change(session, actor_id, now)
        record = unplaced_record(session, record_id, None)
        outcome = _placed(session, change, record, place, now=now)
    ring_due(1)
    return outcome


def _placed(
    session: Session, change: Recorder, record: LegacyRecord | None, place: tuple[str, str], *, now: datetime
) -> FileOutcome:
    """Place the record and write down who did; the log names its character by number alone."""
    if record is None:
        raise NotThere(GONE)
    name_key = record.name_key
    try:
        outcome = place_record(session, record, *place, now=now)
        here = (Character.region == checked_region(place[0]), Character.name_key == name_key)
        its_realm = Character.realm == checked_realm_slug(session, *place)
    except BadAddress as error:
        raise Refused(error.field, str(error)) from error
    character_id = session.scalar(select(Character.id).where(*here, its_realm).limit(1))
    change.record(
        Action.CHARACTER_PLACED, before=None, after=None, character_id=character_id, changes_rights=False
    )
    return outcome


def _place(session: Session, region: str, realm: str) -> tuple[str | None, str | None]:
    """Return where characters are whose file does not say it, checked against the realm index."""
    if not realm.strip():
        return None, None
    try:
        return checked_region(region), checked_realm_slug(session, region.strip().lower(), realm)
    except BadAddress as error:
        raise Refused(error.field, str(error)) from error
