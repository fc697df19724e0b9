"""Make sure that everything that shall be kept fresh has a target."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, select, update
from sqlalchemy.orm import Session

from webapp.models import Character, Guild, GuildMember, SyncTarget
from webapp.models.upsert import insert_into, insert_missing
from webapp.words import TargetKind

_COLUMNS = ("kind", "guild_id", "character_id", "next_due_at", "created_at", "updated_at")


def ensure_character_targets(session: Session, guild_id: int, now: datetime) -> None:
    """Give each current member of a guild a target that is due now, where it has none.

    Those who were looked at without a guild are its own from now on.
    """
    members = select(GuildMember.character_id).where(
        GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None)
    )
    lone = (SyncTarget.guild_id.is_(None), SyncTarget.kind == TargetKind.CHARACTER)
    session.execute(
        update(SyncTarget)
        .where(*lone, SyncTarget.character_id.in_(members))
        .values(guild_id=guild_id)
        .execution_options(synchronize_session=False)
    )
    its_own = (SyncTarget.character_id == GuildMember.character_id, SyncTarget.kind == TargetKind.CHARACTER)
    has_one = select(SyncTarget.id).where(*its_own).exists()
    _insert(
        session,
        select(
            literal(TargetKind.CHARACTER, SyncTarget.kind.type),
            GuildMember.guild_id,
            GuildMember.character_id,
            *_stamps(now),
        ).where(GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None), ~has_one),
    )


def ensure_target(session: Session, character_id: int, now: datetime) -> SyncTarget | None:
    """Return a character's target, locked; where it has none, one that is due now. None for nobody.

    The character is locked first, as everybody does who removes one, so that it stays until the end.
    Characters of an archived guild are looked at as if they had none.
    """
    character = session.execute(
        select(Character.guild_id, Guild.archived_at)
        .outerjoin(Guild, Guild.id == Character.guild_id)
        .where(Character.id == character_id)
        .with_for_update(key_share=True, of=Character)
    ).one_or_none()
    if character is None:
        return None
    row = {
        "kind": TargetKind.CHARACTER,
        "character_id": character_id,
        "guild_id": character.guild_id if character.archived_at is None else None,
        "next_due_at": now,
    }
    insert_missing(session, SyncTarget, [row], keys=("character_id", "kind"), now=now)
    its_own = (SyncTarget.character_id == character_id, SyncTarget.kind == TargetKind.CHARACTER)
    return session.scalars(select(SyncTarget).where(*its_own).with_for_update()).one()


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
