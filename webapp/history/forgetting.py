"""Forget the history of characters: it goes with their profiles, and by itself with their rows."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.models import BossKill, CharacterSnapshot, MythicRun, RaidAttendance


def forget_history(session: Session, character_ids: Collection[int]) -> None:
    """Remove all that the history says of these characters, within the caller's transaction."""
    ids = sorted(character_ids)
    for model in (CharacterSnapshot, MythicRun, BossKill, RaidAttendance):
        session.execute(delete(model).where(model.character_id.in_(ids)))
