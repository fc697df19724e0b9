"""Hang a person's characters on their main, within the caller's transaction; guilds' logs tell it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.models import AuditEntry, Character, Guild, GuildMember
from webapp.models.upsert import lock_characters, lock_guilds
from webapp.permissions.audit import Action
from webapp.words import MainSetBy


def hang_on(session: Session, user_id: int, main_id: int | None, now: datetime) -> bool:
    """Make one character the main of all others, or none; False, with nothing written: it is not theirs."""
    guild_ids = _guilds_of(session, user_id)
    lock_guilds(session, guild_ids)
    lock_characters(session, [row.id for row in _own(session, user_id)])
    own = _own(session, user_id)
    if main_id is not None and main_id not in {row.id for row in own}:
        return False
    mains = (row.id for row in own if row.main_id is None and row.main_set_by == MainSetBy.PLAYER)
    before = next(mains, None)
    wanted = {row.id: _values(row.id, main_id) for row in own}
    changed = [row.id for row in own if (row.main_id, row.main_set_by) != wanted[row.id]]
    for one in changed:
        main, set_by = wanted[one]
        session.execute(update(Character).where(Character.id == one).values(main_id=main, main_set_by=set_by))
    if _silence_officers(session, user_id) or changed:
        _write_down(session, guild_ids, user_id, mains=(before, main_id), now=now)
    return True


def _values(character_id: int, main_id: int | None) -> tuple[int | None, MainSetBy | None]:
    if main_id is None:
        return None, None
    return None if character_id == main_id else main_id, MainSetBy.PLAYER


def _silence_officers(session: Session, user_id: int) -> bool:
    """Drop what officers said of their mains, because the player has spoken; say if there was any."""
    own = select(Character.id).where(Character.user_id == user_id)
    said = (GuildMember.character_id.in_(own), GuildMember.main_id.is_not(None))
    ids = session.scalars(select(GuildMember.id).where(*said)).all()
    session.execute(update(GuildMember).where(GuildMember.id.in_(ids)).values(main_id=None))
    return bool(ids)


def _own(session: Session, user_id: int) -> Sequence[Any]:
    columns = (Character.id, Character.main_id, Character.main_set_by)
    return session.execute(select(*columns).where(Character.user_id == user_id).order_by(Character.id)).all()


def _guilds_of(session: Session, user_id: int) -> list[int]:
    members = select(GuildMember.guild_id).join(Character, Character.id == GuildMember.character_id)
    present = (Character.user_id == user_id, GuildMember.left_at.is_(None))
    return list(session.scalars(members.where(*present).distinct().order_by(GuildMember.guild_id)))


def _write_down(
    session: Session,
    guild_ids: Sequence[int],
    user_id: int,
    *,
    mains: tuple[int | None, int | None],
    now: datetime,
) -> None:
    """Tell every guild's log, and give their pages a new version; without a guild the log alone has it."""
    before, after = mains
    told: Sequence[int | None] = guild_ids or (None,)
    for guild_id in told:
        entry = AuditEntry(guild_id=guild_id, actor_id=user_id, action=Action.MAIN_CHOSEN.value, at=now)
        entry.character_id, entry.user_id = after, user_id
        entry.before, entry.after = before is not None, after is not None
        session.add(entry)
    renewed = update(Guild).where(Guild.id.in_(guild_ids)).values(data_version=Guild.data_version + 1)
    session.execute(renewed.execution_options(synchronize_session=False))
