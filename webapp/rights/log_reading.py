"""Read the log of a guild's changes, the newest first."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from webapp.models import AuditEntry, Character, User
from webapp.permissions.audit import UNDOABLE, Action
from webapp.rights.log_words import value_words, what_words
from webapp.rights.page import LogEntry
from webapp.rights.tool_words import RankNames

_ACTOR, _ABOUT = aliased(User), aliased(User)


def count_entries(session: Session, guild_id: int, actions: Collection[Action]) -> int:
    """Count the entries of a guild; without actions all of them."""
    query = select(func.count()).select_from(AuditEntry).where(*_conditions(guild_id, actions))
    return session.scalar(query) or 0


def read_entries(
    session: Session, guild_id: int, names: RankNames, *, actions: Collection[Action], first: int, limit: int
) -> Sequence[LogEntry]:
    """Read some entries of a guild, beginning with the ``first``, counted from 0."""
    thing = (AuditEntry.action, AuditEntry.subject, AuditEntry.user_id, AuditEntry.character_id)
    latest = func.max(AuditEntry.id).over(partition_by=thing)
    query = (
        select(AuditEntry, latest, _ACTOR.battletag, _ABOUT.battletag, Character.name)
        .outerjoin(_ACTOR, _ACTOR.bnet_id == AuditEntry.actor_id)
        .outerjoin(_ABOUT, _ABOUT.bnet_id == AuditEntry.user_id)
        .outerjoin(Character, Character.id == AuditEntry.character_id)
        .where(*_conditions(guild_id, actions))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(limit)
        .offset(first)
    )
    rows = session.execute(query).all()
    characters = _named_in(session, [row[0] for row in rows])
    return [_entry(*row, names, characters) for row in rows]


def _conditions(guild_id: int, actions: Collection[Action]) -> list[Any]:
    of_guild: list[Any] = [AuditEntry.guild_id == guild_id]
    return [*of_guild, AuditEntry.action.in_(actions)] if actions else of_guild


def _named_in(session: Session, entries: Sequence[AuditEntry]) -> Mapping[int, str]:
    """Return the names of the characters whose numbers stand in entries; those that are gone have none."""
    sides = [side for one in entries if one.action == Action.MAIN for side in (one.before, one.after)]
    if not sides:
        return {}
    query = select(Character.id, Character.name).where(
        Character.id.in_([side["main_id"] for side in sides if side])
    )
    return {row.id: row.name for row in session.execute(query)}


def _entry(  # noqa: PLR0913 - one row of the statement, and what its words need
    row: AuditEntry,
    latest: int,
    who: str | None,
    about: str | None,
    character: str | None,
    names: RankNames,
    characters: Mapping[int, str],
) -> LogEntry:
    return LogEntry(
        id=row.id,
        who=_name(who),
        what=what_words(row.action, row.subject),
        about=character or _name(about),
        before=value_words(row.action, row.before, names, characters),
        after=value_words(row.action, row.after, names, characters),
        at=row.at,
        is_undo=row.undoes_id is not None,
        is_last_word=row.action in UNDOABLE and row.id == latest and not _is_about_nobody(row),
    )


def _is_about_nobody(row: AuditEntry) -> bool:
    """Say whether an exception or a main is told of who is gone: there is nobody to give it back to."""
    if row.action == Action.MAIN:
        return any(side is not None and side["main_id"] is None for side in (row.before, row.after))
    return row.action == Action.EXCEPTION and row.user_id is None


def _name(battletag: str | None) -> str | None:
    return None if battletag is None else battletag.partition("#")[0]
