"""Build the cards that are due: a few in each transaction, so that a kill loses nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from sqlalchemy import or_, select, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from webapp.cards import store
from webapp.cards.load import BATCH
from webapp.cards.writing import BUG_PERIOD
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, SyncTarget
from webapp.words import TargetKind

Clock = Callable[[], datetime]
_CARDS = SyncTarget.kind == TargetKind.CARD
log = structlog.get_logger()


def build_due_cards(clock: Clock, *, until: datetime) -> int:
    """Build due cards until none is left or the time is over; return how many were built."""
    built = 0
    while clock() < until:
        done = _build_some(clock())
        if not done:
            break
        built += done
    return built


def is_any_due(now: datetime) -> bool:
    """Say whether a card is due; looks at one entry of an index."""
    session = db.session()
    try:
        query = select(SyncTarget.id).where(_CARDS, SyncTarget.next_due_at <= now)
        return session.scalar(query.limit(1)) is not None
    finally:
        session.rollback()


def _build_some(now: datetime) -> int:
    ids: list[int] = []
    try:
        with transaction() as session:
            ids.extend(_claimed(session, now))
            store.rebuild(session, ids, now)
    except (DataError, IntegrityError) as error:
        log.warning("cards_apart", cards=len(ids), error=type(error).__name__)
        for character_id in ids:
            _build_one(character_id, now)
    return len(ids)


def _claimed(session: Session, now: datetime) -> Sequence[int]:
    """Lock the characters whose cards have been due longest, and that nobody else works on.

    Their guilds come first, as everywhere; for the characters nobody waits.
    """
    due = (_CARDS, SyncTarget.next_due_at <= now)
    query = (
        select(SyncTarget.character_id)
        .join(Character, Character.id == SyncTarget.character_id)
        .where(*due)
        .order_by(SyncTarget.next_due_at, SyncTarget.id)
        .limit(BATCH)
    )
    guild_ids = store.lock_guilds_of(session, [one for one in session.scalars(query) if one is not None])
    mine = query.where(or_(Character.guild_id.is_(None), Character.guild_id.in_(guild_ids)))
    locked = mine.with_for_update(skip_locked=True, key_share=True, of=(Character, SyncTarget))
    return [one for one in session.scalars(locked) if one is not None]


def _build_one(character_id: int, now: datetime) -> None:
    """Build one card by itself; one that the database refuses is put off, and costs the others nothing."""
    try:
        with transaction() as session:
            store.rebuild(session, [character_id], now)
    except (DataError, IntegrityError) as error:
        log.error("card_not_stored", character_id=character_id, error=type(error).__name__)  # noqa: TRY400
        with transaction() as session:
            mine = (_CARDS, SyncTarget.character_id == character_id)
            session.execute(update(SyncTarget).where(*mine).values(next_due_at=now + BUG_PERIOD))
