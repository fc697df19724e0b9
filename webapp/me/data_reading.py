"""Read how much is stored about a person, where they are signed in, and who read notes about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, literal, select, union_all
from sqlalchemy.orm import Session

from webapp.me.page import NotesRead, SessionLine, Stored
from webapp.me.places import Place, places_of, told_about
from webapp.me.stored_words import WORDS, Kind
from webapp.models import Character, Guild, NoteRead, OfficerNote, User, UserSession
from webapp.permissions.sessions import SessionTimes, is_alive
from webapp.permissions.viewer import Viewer

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
    parts = [_counted(kind, place) for kind, place in places_of(user_id).items()]
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
    query = told_about(user_id, model, *place, *counts).join(Guild, Guild.id == model.guild_id)
    return [tuple(row) for row in session.execute(query.group_by(*place))]


def read_led(session: Session, user_id: int) -> Sequence[str]:
    """Return the guilds that the person leads."""
    query = select(Guild.name).where(Guild.leader_id == user_id).order_by(Guild.name_key, Guild.id)
    return session.scalars(query).all()


def _counted(kind: Kind, place: Place) -> Select[str, int, datetime | None, datetime | None]:
    return (
        select(
            literal(kind.value, String).label("kind"),
            func.count().label("number"),
            func.min(place.moment).label("oldest"),
            func.max(place.moment).label("newest"),
        )
        .select_from(place.model)
        .where(place.where)
    )
