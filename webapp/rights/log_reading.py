"""Read the log of a guild's changes, the newest first."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.models import AuditEntry, Character, GuildMember, User
from webapp.permissions.audit import OF_MEMBERS, UNDOABLE, Action
from webapp.permissions.policy import Tool
from webapp.rights.log_words import sides, what_words
from webapp.rights.page import LogEntry
from webapp.rights.tool_words import RankNames
from webapp.words import MainSetBy

_OF_GUILD = and_(
    GuildMember.character_id == AuditEntry.character_id,
    GuildMember.guild_id == AuditEntry.guild_id,
)
_IS_HERE = and_(GuildMember.id.is_not(None), GuildMember.left_at.is_(None))
_NAME = case((_IS_HERE, Character.name), else_=GuildMember.character_name)
"""How a member is called, and how one was called who left: what happens elsewhere is told there."""
THE_ROSTER = "the roster"
"""What does by itself what no person did."""
SOMEBODY = "somebody who left"
"""Who is meant when not even the name of then is kept."""
_MEMBER = case((AuditEntry.character_id.is_not(None), func.coalesce(_NAME, SOMEBODY)))
_IS_PLAYERS = or_(Character.user_id.is_not(None), Character.main_set_by == MainSetBy.PLAYER)
_ACTOR, _ABOUT = aliased(User), aliased(User)


def count_entries(session: Session, guild_id: int, actions: Collection[Action]) -> int:
    """Count the entries of a guild; without actions all of them."""
    query = select(func.count()).select_from(AuditEntry).where(*_conditions(guild_id, actions))
    return session.scalar(query) or 0


def read_entries(  # noqa: PLR0913 - which entries, and who reads them
    session: Session,
    guild_id: int,
    names: RankNames,
    *,
    actions: Collection[Action],
    tools: frozenset[Tool],
    first: int,
    limit: int,
) -> Sequence[LogEntry]:
    """Read some entries of a guild, beginning with the ``first``, counted from 0, for who has these tools."""
    thing = (AuditEntry.action, AuditEntry.subject, AuditEntry.user_id, AuditEntry.character_id)
    latest = func.max(AuditEntry.id).over(partition_by=thing)
    query = (
        select(AuditEntry, latest, _ACTOR.battletag, _ABOUT.battletag, _MEMBER)
        .add_columns(_IS_HERE, _IS_PLAYERS)
        .outerjoin(_ACTOR, _ACTOR.bnet_id == AuditEntry.actor_id)
        .outerjoin(_ABOUT, _ABOUT.bnet_id == AuditEntry.user_id)
        .outerjoin(Character, Character.id == AuditEntry.character_id)
        .outerjoin(GuildMember, _OF_GUILD)
        .where(*_conditions(guild_id, actions))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(limit)
        .offset(first)
    )
    rows = session.execute(query).all()
    characters = _named_in(session, guild_id, [row[0] for row in rows])
    return [
        _entry(
            row,
            who,
            about,
            character,
            names,
            characters,
            is_last_word=row.id == latest_id
            and _can_be_undone(row, tools, is_here=is_here, is_players=bool(players)),
        )
        for row, latest_id, who, about, character, is_here, players in rows
    ]


def _conditions(guild_id: int, actions: Collection[Action]) -> list[Any]:
    of_guild: list[Any] = [AuditEntry.guild_id == guild_id]
    return [*of_guild, AuditEntry.action.in_(actions)] if actions else of_guild


def _named_in(session: Session, guild_id: int, entries: Sequence[AuditEntry]) -> Mapping[int, str]:
    """Return the names of the characters whose numbers stand in entries; who never was a member has none."""
    sides = [side for one in entries if one.action == Action.MAIN for side in (one.before, one.after)]
    if not sides:
        return {}
    query = select(Character.id, _NAME.label("name")).join(
        GuildMember, GuildMember.character_id == Character.id
    )
    query = query.where(
        GuildMember.guild_id == guild_id, Character.id.in_([side["main_id"] for side in sides if side])
    )
    return {row.id: row.name for row in session.execute(query)}


def _entry(  # noqa: PLR0913 - one row of the statement, and what its words need
    row: AuditEntry,
    who: str | None,
    about: str | None,
    character: str | None,
    names: RankNames,
    characters: Mapping[int, str],
    *,
    is_last_word: bool,
) -> LogEntry:
    before, after = sides(row.action, (row.before, row.after), names, characters, character)
    is_said_beside = (
        row.action == Action.MAIN_CHOSEN
    )  # who it is about did it, and the main is what it became
    return LogEntry(
        id=row.id,
        who=THE_ROSTER if row.action == Action.EXCEPTION_ENDED else _name(who),
        what=what_words(row.action, row.subject),
        about=None if is_said_beside else character or _name(about),
        before=before,
        after=after,
        at=row.at,
        is_undo=row.undoes_id is not None,
        is_last_word=is_last_word,
    )


def _can_be_undone(row: AuditEntry, tools: frozenset[Tool], *, is_here: bool, is_players: bool) -> bool:
    """Say whether who has these tools can take back an entry: what is said of members needs a tool more.

    ``is_here``: the member it is about is in the guild; ``is_players``: a player has the say about the main.
    """
    if row.action not in UNDOABLE or _is_about_nobody(row):
        return False
    if row.action not in OF_MEMBERS:
        return True
    is_refused = row.action == Action.MAIN and is_players
    return Tool.ROSTER_EDIT in tools and is_here and not is_refused


def _is_about_nobody(row: AuditEntry) -> bool:
    """Say whether an exception or a main is told of who is gone: there is nobody to give it back to."""
    if row.action == Action.MAIN:
        return any(side is not None and side["main_id"] is None for side in (row.before, row.after))
    return row.action == Action.EXCEPTION and row.user_id is None


def _name(battletag: str | None) -> str | None:
    return None if battletag is None else battletag.partition("#")[0]
