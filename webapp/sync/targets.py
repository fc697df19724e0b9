"""Make sure that everything that shall be kept fresh has a target."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from webapp.models import Guild, GuildMember, SyncTarget
from webapp.models.upsert import insert_into
from webapp.words import TargetKind

_COLUMNS = ("kind", "guild_id", "character_id", "next_due_at", "created_at", "updated_at")


def ensure_character_targets(session: Session, guild_id: int, now: datetime) -> None:
    """Give each current member of a guild a target that is due now, where it has none."""
    has_one = select(SyncTarget.id).where(SyncTarget.character_id == GuildMember.character_id).exists()
    _insert(
        session,
        select(
            literal(TargetKind.CHARACTER, SyncTarget.kind.type),
            GuildMember.guild_id,
            GuildMember.character_id,
            *_stamps(now),
        ).where(GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None), ~has_one),
    )


def ensure_roster_targets(session: Session, now: datetime) -> None:
    """Give each guild's roster a target that is due now, where it has none."""
    has_one = (
        select(SyncTarget.id)
        .where(SyncTarget.guild_id == Guild.id, SyncTarget.kind == TargetKind.ROSTER)
        .exists()
    )
    _insert(
        session,
        select(
            literal(TargetKind.ROSTER, SyncTarget.kind.type),
            Guild.id,
            literal(None, SyncTarget.character_id.type),
            *_stamps(now),
        ).where(~has_one),
    )


def _stamps(now: datetime) -> tuple[Any, ...]:
    return tuple(literal(now, SyncTarget.next_due_at.type) for _ in range(3))


def _insert(session: Session, rows: Select[Any, Any, Any]) -> None:
    session.execute(
        insert_into(session, SyncTarget).from_select(list(_COLUMNS), rows).on_conflict_do_nothing()
    )
