"""Let whom files tell of be characters: found from the moment of the import, looked at a few at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select, update
from sqlalchemy.orm import Session

from webapp.legacyimport.facts import class_id_of
from webapp.models import Character, SyncTarget
from webapp.models.legacy import is_in_files
from webapp.models.upsert import chunks, insert_into
from webapp.sync.targets import ensure_target
from webapp.words import TargetKind

LOOKED_AT_ONCE = 10
"""Imported names that wait for their first look at once: what is due otherwise keeps most of the budget."""
NAMED = ("region", "realm", "name", "name_key")


def add_characters(session: Session, rows: Sequence[dict[str, Any]], now: datetime) -> None:
    """Let each placed name be a character from now on, with the class and level that its file tells.

    Whoever is one already stays as they are; only who was never looked at learns from a file.
    """
    one = Character
    for chunk in chunks(rows):
        keys = [row["name_key"] for row in chunk]
        columns = (one.region, one.realm, one.name_key)
        there = {tuple(row) for row in session.execute(select(*columns).where(one.name_key.in_(keys)))}
        new = [row for row in chunk if (row["region"], row["realm"], row["name_key"]) not in there]
        known = [row for row in chunk if (row["region"], row["realm"], row["name_key"]) in there]
        if new:
            stamped = [{**{key: row[key] for key in NAMED}, **_told(row), **_fresh(now)} for row in new]
            session.connection().execute(insert_into(session, one).on_conflict_do_nothing(), stamped)
        for row in known:
            _teach(session, row)


def _fresh(now: datetime) -> dict[str, Any]:
    return {"failures": 0, "created_at": now, "updated_at": now}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {"class_id": class_id_of(row["class_name"]), "level": row["level"]}


def _teach(session: Session, row: dict[str, Any]) -> None:
    """Tell class and level of somebody whom nobody has ever read; a newer file knows better than an older."""
    one = Character
    there = (one.region == row["region"], one.realm == row["realm"], one.name_key == row["name_key"])
    unread = (one.bnet_character_id.is_(None), one.verified_at.is_(None))
    taught = update(one).where(*there, *unread).values(_told(row))
    session.execute(taught.execution_options(synchronize_session=False))


def look_at_some(session: Session, now: datetime) -> int:
    """Have imported characters that nobody looked at wait for a look, as many as there is room for."""
    one, target = Character, SyncTarget
    of_character = and_(target.character_id == one.id, target.kind == TargetKind.CHARACTER)
    unseen = (one.bnet_character_id.is_(None), one.attempted_at.is_(None), is_in_files())
    waiting = select(func.count(target.id)).join(one, one.id == target.character_id).where(*unseen)
    room = LOOKED_AT_ONCE - (session.scalar(waiting.where(target.kind == TargetKind.CHARACTER)) or 0)
    if room <= 0:
        return 0
    has_one = select(target.id).where(of_character).exists()
    ids = session.scalars(select(one.id).where(*unseen, ~has_one).order_by(one.id).limit(room)).all()
    for character_id in ids:
        ensure_target(session, character_id, now)
    return len(ids)
