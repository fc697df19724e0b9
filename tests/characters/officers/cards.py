"""The cards of a guild's members as officers use them: pages, forms, and what is stored then."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.rights.cast import Cast
from tests.support.roll import said_of
from webapp.extensions import db
from webapp.models import GuildMember, NoteRead, OfficerNote

CARDS = "/characters/eu/argent-dawn/"
SECRET = "Late twice, talk to him."
PRIVATE = "private, no-store"


def card(cast: Cast, who: str | None, about: str = "Anduin") -> str:
    """Return the page of a member as somebody sees it."""
    return cast.browser(who).get(CARDS + about).text


def post(cast: Cast, who: str | None, path: str, *, about: str = "Anduin", **form: Any) -> TestResponse:
    """Send a form to an address below a card, made for whoever has that name."""
    form.setdefault("character", cast.characters.get(about, 0))
    return cast.browser(who).post(f"{CARDS}{about}/{path}", data=form)


def write(
    cast: Cast, note: str, *, who: str = "Jaina", about: str = "Anduin", version: int = 0
) -> TestResponse:
    """Write a note."""
    return post(cast, who, "notes/write", about=about, note=note, version=str(version))


def reads(cast: Cast) -> dict[int | None, int]:
    """Return how often each reader was counted."""
    with cast.app.app_context():
        return {row.reader_id: row.times for row in db.session.scalars(select(NoteRead))}


def newest_version(cast: Cast) -> int:
    """Return the version of the newest note; 0 where there is none."""
    with cast.app.app_context():
        return db.session.scalars(select(OfficerNote.id).order_by(OfficerNote.id.desc())).first() or 0


def member(cast: Cast, name: str) -> GuildMember:
    """Return a member as it is stored."""
    with cast.app.app_context():
        return said_of(cast.characters[name])
