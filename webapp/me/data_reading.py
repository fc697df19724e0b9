"""Read how much is stored about a person, where they are signed in, and who read notes about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, literal, select, union_all
from sqlalchemy.orm import Session

from webapp.me.page import NotesRead, SessionLine, Stored
from webapp.me.stored_words import WORDS, Kind
from webapp.models import (
    ApiToken,
    AuditEntry,
    Character,
    CharacterEnrichmentCache,
    CharacterList,
    FormerName,
    Guild,
    GuildMember,
    MemberEvent,
    NoteRead,
    Notification,
    OfficerNote,
    PageView,
    PermissionException,
    SectionState,
    SyncRun,
    SyncTarget,
    User,
    UserSession,
)
from webapp.permissions.sessions import SessionTimes, is_alive
from webapp.permissions.viewer import Viewer

Place = tuple[Any, ColumnElement[bool], Any]
"""A table, the condition of the person's rows, and the column that dates them."""
MARK_LETTERS = 16
"""So much of a session's stored id names it in an address; the id is a hash and opens nothing."""


def read_account(session: Session, user_id: int) -> tuple[User, int]:
    """Return the person's row, and how many characters are theirs."""
    own = select(func.count()).where(Character.user_id == user_id)
    return session.get_one(User, user_id), session.scalar(own) or 0


def read_sessions(session: Session, viewer: Viewer, now: datetime) -> Sequence[SessionLine]:
    """Return where the person is signed in, the latest used first."""
    query = select(UserSession).where(UserSession.user_id == viewer.user_id)
    return [
        SessionLine(
            mark=one.id[:MARK_LETTERS],
            region=one.region,
            began_at=one.created_at,
            seen_at=one.seen_at,
            expires_at=one.expires_at,
            is_this=one.id == viewer.session_id,
        )
        for one in session.scalars(query.order_by(UserSession.seen_at.desc(), UserSession.id))
        if is_alive(
            SessionTimes(seen_at=one.seen_at, expires_at=one.expires_at, revoked_at=one.revoked_at), now
        )
    ]


def read_stored(session: Session, user_id: int) -> Sequence[Stored]:
    """Return how much is stored of each kind, in one statement."""
    parts = [_counted(kind, *found) for kind, found in _places(user_id).items()]
    rows = {row.kind: row for row in session.execute(union_all(*parts))}
    return [
        Stored(
            what=what,
            about=about,
            count=rows[kind].number,
            oldest_at=rows[kind].oldest,
            newest_at=rows[kind].newest,
        )
        for kind, (what, about) in WORDS.items()
    ]


def read_notes_read(session: Session, user_id: int) -> Sequence[NotesRead]:
    """Return how many notes are kept about each of the person's characters, and how often they were read.

    Counts, never names and never a word of a note.
    """
    versions = {place[:4]: place[4] for place in _about(session, user_id, OfficerNote, func.count())}
    columns = (func.sum(NoteRead.times), func.count(NoteRead.id), func.max(NoteRead.last_read_at))
    reads = {place[:4]: place[4:] for place in _about(session, user_id, NoteRead, *columns)}
    return [
        NotesRead(
            character=place[0],
            guild=place[1],
            versions=versions.get(place, 0),
            times=int(times),
            readers=readers,
            last_read_at=last_read_at,
        )
        for place in sorted({*versions, *reads})
        for times, readers, last_read_at in [reads.get(place, (0, 0, None))]
    ]


def _about(session: Session, user_id: int, model: Any, *counts: ColumnElement[Any]) -> Sequence[Any]:
    """Count rows by character and guild; the names stand first, then both numbers, then the counts."""
    place = (Character.name, Guild.name, Character.id, Guild.id)
    query = (
        select(*place, *counts)
        .select_from(model)
        .join(Character, Character.id == model.character_id)
        .join(Guild, Guild.id == model.guild_id)
        .where(Character.user_id == user_id)
        .group_by(*place)
    )
    return [tuple(row) for row in session.execute(query)]


def read_led(session: Session, user_id: int) -> Sequence[str]:
    """Return the guilds that the person leads."""
    query = select(Guild.name).where(Guild.leader_id == user_id).order_by(Guild.name_key, Guild.id)
    return session.scalars(query).all()


def _counted(kind: Kind, model: Any, where: ColumnElement[bool], moment: Any) -> Select[Any]:
    return (
        select(
            literal(kind.value, String).label("kind"),
            func.count().label("number"),
            func.min(moment).label("oldest"),
            func.max(moment).label("newest"),
        )
        .select_from(model)
        .where(where)
    )


def _places(user_id: int) -> Mapping[Kind, Place]:
    """Return where each kind is stored, which rows are the person's, and the moment that dates them."""
    own = select(Character.id).where(Character.user_id == user_id)
    return {**_of_characters(own), **_of_person(user_id, own)}


def _of_characters(own: Select[int]) -> Mapping[Kind, Place]:
    cards = CharacterEnrichmentCache
    return {
        Kind.SECTIONS: (SectionState, SectionState.character_id.in_(own), SectionState.attempted_at),
        Kind.CARDS: (cards, cards.character_id.in_(own), cards.updated_at),
        Kind.TARGETS: (SyncTarget, SyncTarget.character_id.in_(own), SyncTarget.created_at),
        Kind.MEMBERSHIPS: (GuildMember, GuildMember.character_id.in_(own), GuildMember.joined_at),
        Kind.EVENTS: (MemberEvent, MemberEvent.character_id.in_(own), MemberEvent.seen_at),
        Kind.FORMER_NAMES: (FormerName, FormerName.character_id.in_(own), FormerName.until),
        Kind.LOOKS: (PageView, PageView.character_id.in_(own), PageView.created_at),
    }


def _of_person(user_id: int, own: Select[int]) -> Mapping[Kind, Place]:
    audit, exception = AuditEntry, PermissionException
    about = (audit.user_id == user_id) | audit.character_id.in_(own)
    return {
        Kind.LISTS: (CharacterList, CharacterList.user_id == user_id, CharacterList.read_at),
        Kind.CHARACTERS: (Character, Character.user_id == user_id, Character.claimed_at),
        Kind.EXCEPTIONS: (exception, exception.user_id == user_id, exception.created_at),
        Kind.NEWS: (Notification, Notification.user_id == user_id, Notification.created_at),
        Kind.DONE: (audit, audit.actor_id == user_id, audit.at),
        Kind.ABOUT: (audit, about, audit.at),
        Kind.TOKENS: (ApiToken, ApiToken.made_by == user_id, ApiToken.created_at),
        Kind.NOTES: (OfficerNote, OfficerNote.written_by == user_id, OfficerNote.written_at),
        Kind.READS: (NoteRead, NoteRead.reader_id == user_id, NoteRead.last_read_at),
        Kind.RUNS: (SyncRun, SyncRun.asked_by == user_id, SyncRun.started_at),
        Kind.WISHES: (SyncTarget, SyncTarget.wished_by == user_id, SyncTarget.wished_at),
    }
