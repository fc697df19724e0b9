"""Keep what officers write about a member: every version stays, the newest is the note."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from webapp.members.reading import IS_MEMBER, MAIN_ID
from webapp.models import Character, GuildMember, NoteRead, OfficerNote, User
from webapp.permissions.audit import Action
from webapp.permissions.changes import Change


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """What was written, by whom and when; ``by`` is None where that person is gone."""

    id: int
    body: str
    by: str | None
    at: datetime


def read_versions(session: Session, guild_id: int, character_id: int) -> Sequence[NoteVersion]:
    """Read everything that was ever written about a member, the newest first."""
    return [_version(*row) for row in session.execute(_versions(guild_id, character_id))]


def read_newest(session: Session, guild_id: int, character_id: int) -> NoteVersion | None:
    """Read the version that holds; None where nobody ever wrote."""
    row = session.execute(_versions(guild_id, character_id).limit(1)).first()
    return None if row is None else _version(*row)


def write_version(change: Change, character_id: int, body: str) -> None:
    """Add a version; the log says that somebody wrote, never what: more people read the log than notes."""
    note = OfficerNote(guild_id=change.guild.id, character_id=character_id, body=body)
    note.written_by, note.written_at = change.actor_id, change.now
    change.session.add(note)
    words = {"is_empty": not body}
    change.record(Action.NOTE, character_id=character_id, before=None, after=words, changes_rights=False)


def count_read(change: Change, character_id: int) -> None:
    """Count that the person read the notes; the guild is locked, so that no two count the same."""
    count_reads(change, [character_id])


def count_reads(change: Change, character_ids: Collection[int]) -> None:
    """Count that the person read the notes of several members; the guild is locked."""
    own = (NoteRead.guild_id == change.guild.id, NoteRead.reader_id == change.actor_id)
    found = select(NoteRead).where(*own, NoteRead.character_id.in_(sorted(character_ids)))
    rows = {row.character_id: row for row in change.session.scalars(found)}
    for character_id in sorted(character_ids):
        row = rows.get(character_id)
        if row is None:
            row = NoteRead(guild_id=change.guild.id, character_id=character_id, reader_id=change.actor_id)
            row.times = 0
            change.session.add(row)
        row.times += 1
        row.last_read_at = change.now


def noted_members(session: Session, guild_id: int, reader_id: int) -> frozenset[int]:
    """Return the characters with a note that is not empty, but for the reader's own and their alts."""
    return frozenset(session.scalars(_newest(guild_id, reader_id, OfficerNote.character_id)))


def newest_notes(session: Session, guild_id: int, reader_id: int) -> dict[int, str]:
    """Return the note of each of those characters."""
    rows = session.execute(_newest(guild_id, reader_id, OfficerNote.character_id, OfficerNote.body))
    return {row.character_id: row.body for row in rows}


def _newest(guild_id: int, reader_id: int, *columns: Any) -> Select[Any]:
    own = select(Character.id).where(Character.user_id == reader_id).correlate(None)
    newest = (
        select(func.max(OfficerNote.id))
        .where(OfficerNote.guild_id == guild_id)
        .group_by(OfficerNote.character_id)
    )
    return (
        select(*columns)
        .join(Character, Character.id == OfficerNote.character_id)
        .join(GuildMember, and_(IS_MEMBER, GuildMember.guild_id == guild_id))
        .where(
            OfficerNote.id.in_(newest),
            OfficerNote.body != "",
            Character.user_id.is_distinct_from(reader_id),
            or_(MAIN_ID.is_(None), MAIN_ID.not_in(own)),
        )
    )


def _versions(guild_id: int, character_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(OfficerNote.id, OfficerNote.body, User.battletag, OfficerNote.written_at)
        .outerjoin(User, User.bnet_id == OfficerNote.written_by)
        .where(OfficerNote.guild_id == guild_id, OfficerNote.character_id == character_id)
        .order_by(OfficerNote.id.desc())
    )


def _version(id_: int, body: str, battletag: str | None, at: datetime) -> NoteVersion:
    return NoteVersion(id_, body, None if battletag is None else battletag.partition("#")[0], at)
