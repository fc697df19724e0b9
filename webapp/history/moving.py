"""Let the history of one character go on as another's: both were the same one under two numbers."""

from typing import Any

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session, aliased

from webapp.models import BossKill, CharacterSnapshot, MythicRun, RaidAttendance

KEYS: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (CharacterSnapshot, ("taken_on",)),
    (MythicRun, ("completed_at", "dungeon_id")),
    (BossKill, ("killed_at", "boss_id", "difficulty")),
    (RaidAttendance, ("guild_id", "code")),
)
"""What a row of one character is known by."""


def move_history(session: Session, former_id: int, character_id: int) -> int:
    """Move what was kept, within the caller's transaction; what both have stays as the newer one has it."""
    moved = 0
    for model, keys in KEYS:
        there = aliased(model)
        same = and_(*(getattr(there, key) == getattr(model, key) for key in keys))
        has_one = there.character_id == character_id
        rows = update(model).where(model.character_id == former_id)
        rows = rows.where(~select(there.character_id).where(has_one, same).exists()).values(
            character_id=character_id
        )
        moved += session.execute(rows.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined]
        session.execute(delete(model).where(model.character_id == former_id))
    return moved
