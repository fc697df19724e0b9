"""What keeps cards good beside their builds: everybody has one, and the looked-at ones are looked after."""

from datetime import datetime

import structlog
from sqlalchemy import literal, select

from webapp.cards import store
from webapp.cards.stale_cards import Among, stale_cards, wake
from webapp.database import transaction
from webapp.models import Character, SyncTarget
from webapp.models.upsert import insert_into
from webapp.words import TargetKind

HANDFUL = 1000
"""Targets that one transaction adds at most."""
HANDFULS = 50
"""How many handfuls one job adds; the rest is for the next."""
WOKEN_AT_ONCE = 50
"""Looks that one job makes due at most, each some ten calls: less than a minute's allowance."""
log = structlog.get_logger()


def add_missing_cards(now: datetime) -> int:
    """Make cards due that nobody has asked for, as after an update of the product; return how many."""
    added = 0
    for _ in range(HANDFULS):
        some = _add_some(now)
        added += some
        if some < HANDFUL:
            break
    return added


def wake_looked_at(now: datetime) -> int:
    """Make looks due at characters whose card is stale and was looked at lately; return at how many."""
    woken, _found = wake_stale(now, limit=WOKEN_AT_ONCE, among=Among(is_worth_waking=True))
    return woken


def wake_stale(now: datetime, *, limit: int, among: Among) -> tuple[int, int]:
    """Make looks due at characters whose card is stale; return at how many, and how many cards are stale."""
    with transaction() as session:
        stale = stale_cards(session, now, limit=limit, among=among)
        woken = wake(session, [card.character_id for card in stale], now)
    if woken:
        log.info("stale_cards_woken", cards=woken)
    return woken, len(stale)


def make_built_due(guild_id: int | None, now: datetime) -> int:
    """Make every card due, or those of a guild, as after a new version of the build; return how many."""
    query = select(SyncTarget.character_id).where(SyncTarget.kind == TargetKind.CARD)
    if guild_id is not None:
        members = select(Character.id).where(Character.guild_id == guild_id)
        query = query.where(SyncTarget.character_id.in_(members))
    with transaction() as session:
        ids = [one for one in session.scalars(query) if one is not None]
        store.make_due(session, ids, now)
    return len(ids)


def _add_some(now: datetime) -> int:
    has_one = select(SyncTarget.id).where(
        SyncTarget.character_id == Character.id, SyncTarget.kind == TargetKind.CARD
    )
    moment = literal(now, SyncTarget.next_due_at.type)
    rows = (
        select(literal(TargetKind.CARD, SyncTarget.kind.type), Character.id, moment, moment, moment)
        .where(Character.last_synced_at.is_not(None), ~has_one.exists())
        .order_by(Character.id)
        .limit(HANDFUL)
    )
    columns = ["kind", "character_id", "next_due_at", "created_at", "updated_at"]
    with transaction() as session:
        insert = insert_into(session, SyncTarget).from_select(columns, rows).on_conflict_do_nothing()
        return len(session.scalars(insert.returning(SyncTarget.id)).all())
