"""What officers do beside a card: one transaction each, the right checked in it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.cards.jobs import ring_cards_if_due
from webapp.characters.subject import NO_SUCH_CHARACTER
from webapp.database import transaction
from webapp.members import note_store, writing
from webapp.members.note_store import NoteVersion
from webapp.members.reading import is_own, read_member
from webapp.models import GuildMember
from webapp.permissions.changes import Change, NotThere, begin_change
from webapp.permissions.policy import Tool
from webapp.sync.logs.jobs import ring_logs_if_due
from webapp.words import Role


class OwnNotes(Exception):
    """Somebody wants the notes about a character of their own; those are for the other officers."""


@dataclass(frozen=True, slots=True)
class About:
    """Whose card it is, in which guild, and who acts."""

    guild_id: int
    character_id: int
    actor_id: int


def open_notes(about: About, *, now: datetime) -> Sequence[NoteVersion]:
    """Return the notes, the newest first, and count that the person read them."""
    with transaction() as session:
        change = begin_change(session, about.guild_id, about.actor_id, now, tool=Tool.OFFICER_NOTES)
        _check(change, about)
        note_store.count_read(change, about.character_id)
        return note_store.read_versions(session, about.guild_id, about.character_id)


def write_note(about: About, body: str, *, version: int, now: datetime) -> bool:
    """Add a version of the note; return False, and write nothing, where it was made from an older one."""
    with transaction() as session:
        change = begin_change(session, about.guild_id, about.actor_id, now, tool=Tool.OFFICER_NOTES)
        _check(change, about)
        versions = note_store.read_versions(session, about.guild_id, about.character_id)
        if version != (versions[0].id if versions else 0):
            return False
        before = versions[0].body if versions else ""
        if body == before:
            return True
        note_store.write_version(change, about.character_id, body)
        if bool(body) is not bool(before):  # the roster marks whoever has one
            change.guild.data_version += 1
        return True


def set_role(about: About, role: Role | None, *, now: datetime) -> None:
    """Store which role a member plays, or that Battle.net's word holds."""
    with transaction() as session:
        change = begin_change(session, about.guild_id, about.actor_id, now, tool=Tool.ROSTER_EDIT)
        _member(change, about)
        writing.write_role(change, about.character_id, role)
    ring_cards_if_due(now)
    ring_logs_if_due(now)


def set_main(about: About, written: str, *, now: datetime) -> None:
    """Store whose alt a member is, by the name that was written; an empty one lets it stand alone."""
    with transaction() as session:
        change = begin_change(session, about.guild_id, about.actor_id, now, tool=Tool.ROSTER_EDIT)
        _member(change, about)
        main_id = writing.meant_member(change, written) if written else None
        writing.write_main(change, about.character_id, main_id)


def _check(change: Change, about: About) -> None:
    """Go on only for a member of the guild who is not the person's own; raise OwnNotes for theirs."""
    _member(change, about)
    if is_own(change.session, about.guild_id, about.character_id, about.actor_id):
        raise OwnNotes


def _member(change: Change, about: About) -> GuildMember:
    """Return the member, who stays in the locked guild; raise NotThere where it went since the gate."""
    member = read_member(change.session, about.guild_id, about.character_id)
    if member is None:
        raise NotThere(NO_SUCH_CHARACTER)
    return member
