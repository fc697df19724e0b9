"""Names that people want looked for among files of an older tool: one wish a name, which a worker answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.cards.writing import BUGS
from webapp.config import current_settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.legacyimport.loading.actions import folder_of, load_character
from webapp.lib.names import name_key
from webapp.models import LegacyWish
from webapp.models.upsert import upsert
from webapp.sync.tracking import TooManyWaiting, checked_realm_slug
from webapp.sync.typed_names import BadAddress, checked_character_name, checked_region
from webapp.words import SeekOutcome

MOST_SEEKS = 40
"""Names that may wait at once, whoever asks: the folder is listed for each. Nobody alone asks for as many."""
WANTED_FOR = timedelta(minutes=10)
"""Nobody waits longer: what was asked before is not looked for any more."""
AGAIN_AFTER = timedelta(minutes=1)
"""An answer stands for so long, however often the name is asked for."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sought:
    """A name that was looked for; ``outcome`` is None while it waits."""

    asked_at: datetime
    outcome: SeekOutcome | None


def wish_for_file(region: str, realm: str, name: str, *, now: datetime) -> bool:
    """Keep a wish for a name, unless one waits or was answered just now; say whether a bell is needed.

    Nothing is kept where there is no folder. Raises BadAddress and TooManyWaiting.
    """
    if current_settings().legacy_characters_dir is None:
        return False
    region, name = checked_region(region), checked_character_name(name)
    with transaction() as session:
        slug = checked_realm_slug(session, region, realm)
        address = {"region": region, "realm": slug, "name_key": name_key(name)}
        before = session.execute(select(LegacyWish).filter_by(**address)).scalar_one_or_none()
        if before is not None and now - before.asked_at < AGAIN_AFTER:
            return before.answered_at is None
        waiting = select(func.count()).select_from(LegacyWish).where(*_wanted(now))
        if (session.scalar(waiting) or 0) >= MOST_SEEKS:
            raise TooManyWaiting("Many names are being looked for just now. Try again in a minute.")
        row = {**address, "name": name, "asked_at": now, "answered_at": None, "outcome": None}
        columns = ("name", "asked_at", "answered_at", "outcome")
        upsert(session, LegacyWish, [row], keys=tuple(address), columns=columns, now=now)
    return True


def is_seek_wanted(now: datetime) -> bool:
    """Say whether anybody waits for a name to be looked for."""
    session = db.session()
    try:
        return session.scalar(select(LegacyWish.id).where(*_wanted(now)).limit(1)) is not None
    finally:
        session.rollback()


def answer_seeks(clock: Callable[[], datetime], *, until: datetime) -> None:
    """Look for one name after the other and write down what came of it.

    Who waits longest is first, but a name that was begun with stands behind all others: one at which a
    worker dies keeps nobody from an answer.
    """
    while clock() < until:
        wish = _begun(clock())
        if wish is None:
            return
        outcome = _looked_for(wish, clock())
        with transaction() as session:
            same = (LegacyWish.id == wish.id, LegacyWish.asked_at == wish.asked_at)
            session.execute(update(LegacyWish).where(*same).values(outcome=outcome, answered_at=clock()))


@dataclass(frozen=True, slots=True)
class _Begun:
    """A wish that is being answered."""

    id: int
    asked_at: datetime
    address: tuple[str, str, str]


def _begun(now: datetime) -> _Begun | None:
    """Take the next wish, and put it behind the others until its answer is there."""
    with transaction() as session:
        is_begun = LegacyWish.updated_at > LegacyWish.asked_at
        order = (is_begun, LegacyWish.updated_at, LegacyWish.id)
        one = session.scalars(select(LegacyWish).where(*_wanted(now)).order_by(*order).limit(1)).first()
        if one is None:
            return None
        one.updated_at = now
        return _Begun(one.id, one.asked_at, (one.region, one.realm, one.name))


def _looked_for(wish: _Begun, now: datetime) -> SeekOutcome:
    try:
        return load_character(*wish.address, folder=folder_of(current_settings()), now=now).outcome
    except BadAddress:  # the realm is none any more
        return SeekOutcome.REFUSED
    except (OSError, SQLAlchemyError, *BUGS):  # asked again at once, it would go wrong again; the log has it
        log.exception("seek_failed", wish_id=wish.id)
        return SeekOutcome.REFUSED


def sought(session: Session, region: str, realm: str, name: str) -> Sought | None:
    """Return what is known about looking for a name, which nobody may have asked for."""
    wish = LegacyWish
    there = (wish.region == region, wish.realm == realm, wish.name_key == name_key(name))
    row = session.execute(select(wish.asked_at, wish.outcome).where(*there)).one_or_none()
    return None if row is None else Sought(row.asked_at, row.outcome)


def _wanted(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (LegacyWish.answered_at.is_(None), LegacyWish.asked_at > now - WANTED_FOR)
