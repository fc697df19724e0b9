"""Roll the counters of looks up into page_views, each look once, whatever dies in between.

The hash that pages count in is renamed, so that it stands still, and gets a random number. One transaction
adds its counts and notes the number; only then the hash goes. Dying before the commit leaves the hash for the
next round; dying after it leaves a hash whose number is noted, so that the next round only removes it. A
worker that was stopped for longer than a round could add its hash again: the job's time limit prevents that.
"""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import cast

import redis
import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.database import transaction
from webapp.freshness.page_views import COUNTING
from webapp.models import Character, ClockTick, PageView
from webapp.models.upsert import chunks, insert_into

STILL = f"{COUNTING}:still"
"""The renamed hash; there is at most one."""
NUMBER = "number"
"""The field of that hash that tells it from others; no look has such a field."""
NOTED = "page-views-rolled-up"
"""The row whose slot is the number of the last hash that was added."""
LONGEST_NUMBER = 62
"""Bits: it has to fit into a signed 64-bit column."""
_REMOVE_IF_OURS = """
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then return redis.call('DEL', KEYS[1]) end
return 0
"""
log = structlog.get_logger()


def roll_up(connection: redis.Redis, now: datetime) -> int:
    """Move what was counted into the database; return how many looks that were. Without Redis: none."""
    try:
        number, looks = _stand_still(connection)
    except redis.RedisError as error:
        log.warning("page_views_not_rolled_up", error=type(error).__name__)
        return 0
    if number is None:
        return 0
    with transaction() as session:
        counted = _add(session, looks, now) if _note(session, number, now) else 0
    try:
        connection.eval(_REMOVE_IF_OURS, 1, STILL, NUMBER, str(number))
    except redis.RedisError:
        log.warning("page_views_not_removed")  # the next round sees the noted number
    return counted


def _stand_still(connection: redis.Redis) -> tuple[int | None, dict[tuple[int, date], int]]:
    """Return the number and counts of the hash that stands still, renaming the present one if need be."""
    if not connection.exists(STILL):
        try:
            connection.renamenx(COUNTING, STILL)
        except redis.ResponseError:  # nobody has looked at anything
            return None, {}
        connection.persist(STILL)
    connection.hsetnx(STILL, NUMBER, str(secrets.randbits(LONGEST_NUMBER)))
    fields = {
        key.decode(): value.decode()
        for key, value in cast("dict[bytes, bytes]", connection.hgetall(STILL)).items()
    }
    return int(fields.pop(NUMBER)), {_subject(key): int(value) for key, value in fields.items()}


def _subject(field: str) -> tuple[int, date]:
    character_id, _, day = field.partition(":")
    return int(character_id), date.fromisoformat(day)


def _note(session: Session, number: int, now: datetime) -> bool:
    """Note the number; say whether it is new. The row is locked: two workers go one after the other."""
    statement = insert_into(session, ClockTick).values(
        name=NOTED, slot=-1, ticked_at=now, created_at=now, updated_at=now
    )
    session.execute(statement.on_conflict_do_nothing(index_elements=["name"]))
    noted = session.scalars(select(ClockTick).where(ClockTick.name == NOTED).with_for_update()).one()
    is_new = noted.slot != number
    noted.slot, noted.ticked_at = number, now
    return is_new


def _add(session: Session, looks: dict[tuple[int, date], int], now: datetime) -> int:
    """Add counts to what is there, for characters who still are."""
    known = _known(session, {character_id for character_id, _ in looks})
    rows = [
        {"character_id": character_id, "day": day, "count": count, "created_at": now, "updated_at": now}
        for (character_id, day), count in sorted(looks.items())
        if character_id in known
    ]
    statement = insert_into(session, PageView)
    added = PageView.count + statement.excluded["count"]
    adding = statement.on_conflict_do_update(
        index_elements=["character_id", "day"],
        set_={"count": added, "updated_at": statement.excluded["updated_at"]},
    )
    for chunk in chunks(rows):
        session.connection().execute(adding, chunk)
    return sum(count for (character_id, _), count in looks.items() if character_id in known)


def _known(session: Session, character_ids: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for chunk in chunks(sorted(character_ids), 500):
        query = select(Character.id).where(Character.id.in_(chunk)).order_by(Character.id)
        found.update(session.scalars(query.with_for_update(read=True)))
    return found
