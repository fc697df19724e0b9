"""What a person may change about their own: one transaction each."""

import re
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from webapp.caching.api import forget_user, invalidate_user
from webapp.database import repeated, transaction
from webapp.me.data_reading import MARK_LETTERS
from webapp.me.forms import read_kinds
from webapp.me.kinds import kind_choices, muted_after
from webapp.me.mains import hang_on
from webapp.me.page import MOST_NEWS
from webapp.models import Notification, User, UserSession
from webapp.permissions.bell import read_muted
from webapp.permissions.changes import NotThere
from webapp.sync.forgetting import Forgotten, forget_person

NOT_YOURS = "You have no such character here."
NO_SESSION = "You are not signed in there any more."
_MARK = re.compile(rf"[0-9a-f]{{{MARK_LETTERS}}}")


def choose_main(user_id: int, main_id: int | None, *, now: datetime) -> None:
    """Make one of the person's characters the main of all others, or none; NotThere if it is not theirs."""

    def write() -> bool:
        with transaction() as session:
            return hang_on(session, user_id, main_id, now)

    if not repeated(write):
        raise NotThere(NOT_YOURS)
    invalidate_user(user_id)


def mark_read(user_id: int, until: int, *, now: datetime) -> None:
    """Note that the person has read what they were told, up to a line; no more than a page shows."""
    new = (Notification.user_id == user_id, Notification.id <= until, Notification.read_at.is_(None))
    shown = select(Notification.id).where(*new).order_by(Notification.id.desc()).limit(MOST_NEWS)
    with transaction() as session:
        read = update(Notification).where(Notification.id.in_(shown)).values(read_at=now)
        session.execute(read.execution_options(synchronize_session=False))
    invalidate_user(user_id)


def choose_kinds(user_id: int, form: MultiDict[str, str], *, now: datetime) -> None:
    """Note which kinds the person wants to be told of those that they may know; raise BadForm of others."""
    with transaction() as session:
        choices = kind_choices(session, user_id, now)
        wanted = read_kinds(form, [one.kind for one in choices])
        muted = muted_after(choices, read_muted(session, [user_id]).get(user_id, ()), wanted)
        session.execute(update(User).where(User.bnet_id == user_id).values(muted_kinds=muted or None))


def unlist(user_id: int, *, is_unlisted: bool) -> None:
    """Note whether the person's characters, those that come later too, stand on no leaderboard."""
    with transaction() as session:
        session.execute(update(User).where(User.bnet_id == user_id).values(is_unlisted=is_unlisted))


def end_session(user_id: int, mark: str, *, now: datetime) -> None:
    """Sign the person out in one browser; NotThere does not say whose session it is else."""
    with transaction() as session:
        stored_id = _session_of(session, user_id, mark)
        if stored_id is None:
            raise NotThere(NO_SESSION)
        session.execute(update(UserSession).where(UserSession.id == stored_id).values(revoked_at=now))


def forget_me(user_id: int, *, now: datetime) -> Forgotten:
    """Remove everything that is stored about the person."""

    def write() -> Forgotten:
        with transaction() as session:
            return forget_person(session, user_id, now)

    forgotten = repeated(write)
    forget_user(user_id)
    return forgotten


def _session_of(session: Session, user_id: int, mark: str) -> str | None:
    if not _MARK.fullmatch(mark):
        return None
    own = (UserSession.user_id == user_id, UserSession.revoked_at.is_(None))
    begins = UserSession.id.startswith(mark)
    return session.scalar(select(UserSession.id).where(*own, begins).limit(1))
