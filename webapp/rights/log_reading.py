"""Read the log of a guild's changes, the newest first."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, not_, select
from sqlalchemy.orm import Session, aliased

from webapp.freshness.retention import member_is_shown, shown_since
from webapp.models import AuditEntry, Character, GuildMember, User
from webapp.permissions.audit import UNDOABLE, Action
from webapp.permissions.rank_words import RankNames
from webapp.permissions.viewer import Access
from webapp.rights.log_words import doer_of, hands, short_name, sides, what_words
from webapp.rights.page import LogEntry
from webapp.rights.undo_reading import read_states
from webapp.rights.undoing import why_not_undone

_OF_GUILD = and_(
    GuildMember.character_id == AuditEntry.character_id,
    GuildMember.guild_id == AuditEntry.guild_id,
)
_IS_HERE = and_(GuildMember.id.is_not(None), GuildMember.left_at.is_(None))
_NAME = case((_IS_HERE, Character.name), else_=GuildMember.character_name)
"""How a member is called, and how one was called who left: what happens elsewhere is told there."""
SOMEBODY = "somebody who left"
"""Who is meant when not even the name of then is kept."""
TOO_OLD = "somebody whom nobody has confirmed lately"
"""Who is meant whose name may not be told any more."""
_ACTOR, _ABOUT = aliased(User), aliased(User)


def count_entries(session: Session, guild_id: int, actions: Collection[Action]) -> int:
    """Count the entries of a guild; without actions all of them."""
    query = select(func.count()).select_from(AuditEntry).where(*_conditions(guild_id, actions))
    return session.scalar(query) or 0


def read_entries(  # noqa: PLR0913 - which entries, and who reads them when
    session: Session,
    guild_id: int,
    names: RankNames,
    access: Access,
    *,
    actions: Collection[Action],
    first: int,
    limit: int,
    now: datetime,
) -> Sequence[LogEntry]:
    """Read some entries of a guild, beginning with the ``first``, counted from 0, as a viewer sees them."""
    query = _entries(now).where(*_conditions(guild_id, actions)).limit(limit).offset(first)
    rows = session.execute(query).all()
    entries = [row[0] for row in rows]
    characters = _named_in(session, guild_id, entries, now)
    states = read_states(session, guild_id, entries, rules=access.rules, names=names)
    found = []
    for entry, who, about, character in rows:
        both = (entry.before, entry.after)
        no_undo = why_not_undone(entry.action, both, states.get(entry.id), tools=access.tools, now=now)
        told = hands(entry.action, about, who) or sides(entry.action, both, names, characters, main=character)
        found.append(_entry(entry, told, who=who, about=character or short_name(about), no_undo=no_undo))
    return found


def _name(now: datetime) -> Any:
    """Return a member's name, as long as it may be told."""
    is_old = and_(GuildMember.id.is_not(None), not_(member_is_shown(shown_since(now))))
    return case((is_old, TOO_OLD), else_=_NAME)


def _entries(now: datetime) -> Select[*tuple[Any, ...]]:
    """Return the statement of all entries, each with the names of whom it is by and about."""
    member = case((AuditEntry.character_id.is_not(None), func.coalesce(_name(now), SOMEBODY)))
    return (
        select(AuditEntry, _ACTOR.battletag, _ABOUT.battletag, member)
        .outerjoin(_ACTOR, _ACTOR.bnet_id == AuditEntry.actor_id)
        .outerjoin(_ABOUT, _ABOUT.bnet_id == AuditEntry.user_id)
        .outerjoin(Character, Character.id == AuditEntry.character_id)
        .outerjoin(GuildMember, _OF_GUILD)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )


def _conditions(guild_id: int, actions: Collection[Action]) -> list[Any]:
    of_guild: list[Any] = [AuditEntry.guild_id == guild_id]
    return [*of_guild, AuditEntry.action.in_(actions)] if actions else of_guild


def _named_in(
    session: Session, guild_id: int, entries: Sequence[AuditEntry], now: datetime
) -> Mapping[int, str]:
    """Return the names of the characters whose numbers stand in entries; who never was a member has none."""
    sides = [side for one in entries if one.action == Action.MAIN for side in (one.before, one.after)]
    if not sides:
        return {}
    query = select(Character.id, _name(now).label("name")).join(
        GuildMember, GuildMember.character_id == Character.id
    )
    query = query.where(
        GuildMember.guild_id == guild_id, Character.id.in_([side["main_id"] for side in sides if side])
    )
    return {row.id: row.name for row in session.execute(query)}


def _entry(
    row: AuditEntry,
    told: tuple[str | None, str | None],
    *,
    who: str | None,
    about: str | None,
    no_undo: str | None,
) -> LogEntry:
    is_said_beside = (
        row.action == Action.MAIN_CHOSEN
    )  # who it is about did it, and the main is what it became
    before, after = told
    return LogEntry(
        id=row.id,
        who=doer_of(row.action, row.after, who),
        what=what_words(row.action, row.subject),
        about=None if is_said_beside else about,
        before=before,
        after=after,
        at=row.at,
        is_undo=row.undoes_id is not None,
        can_be_undone=no_undo is None,
        no_undo=no_undo if row.action in UNDOABLE else None,
    )
