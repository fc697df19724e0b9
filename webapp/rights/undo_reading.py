"""Read how things are now where entries of a guild's log changed something, many at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from webapp.members.mains import Kin, why_not_main
from webapp.members.reading import read_kin
from webapp.members.writing import main_words
from webapp.models import AuditEntry, Character, GuildMember, PermissionException
from webapp.permissions.audit import OF_MEMBERS, UNDOABLE, Action, exemption_words
from webapp.permissions.policy import GuildRules, Tool
from webapp.permissions.rank_words import RankNames
from webapp.rights.state import rule_words
from webapp.rights.undoing import State
from webapp.rights.writing import stored_exemption
from webapp.words import Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the statements found about all of these entries."""

    rules: GuildRules
    names: RankNames
    exceptions: Mapping[tuple[int, str], Any]
    people: Collection[int | None]
    members: Mapping[int, Any]
    kin: Mapping[int, Kin]
    latest: Collection[int]
    undone: Collection[int]


def read_states(
    session: Session,
    guild_id: int,
    entries: Sequence[AuditEntry],
    *,
    rules: GuildRules,
    names: RankNames,
) -> Mapping[int, State]:
    """Return the state of each entry whose kind can be taken back.

    ``rules`` and ``names`` are what holds in the guild, and what its officers call the ranks.
    """
    undoable = [one for one in entries if one.action in UNDOABLE]
    if not undoable:
        return {}
    ids = [one.id for one in undoable]
    users = {one.user_id for one in undoable if one.user_id is not None}
    characters = {one.character_id for one in undoable if one.character_id is not None}
    mains = any(one.action == Action.MAIN for one in undoable)
    found = _Found(
        rules=rules,
        names=names,
        exceptions=_exceptions(session, guild_id, users) if users else {},
        people=_people(session, guild_id, users) if users else (),
        members=_members(session, guild_id, characters) if characters else {},
        kin={one.id: one for one in read_kin(session, guild_id)} if mains else {},
        latest=_latest(session, ids),
        undone=set(session.scalars(select(AuditEntry.undoes_id).where(AuditEntry.undoes_id.in_(ids)))),
    )
    return {one.id: _state(one, found) for one in undoable}


def _state(entry: AuditEntry, found: _Found) -> State:
    is_of_members = entry.action in OF_MEMBERS
    member = found.members.get(entry.character_id or 0)
    is_member = member is not None if is_of_members else entry.user_id in found.people
    return State(
        value=_value(entry, found, member),
        is_latest=entry.id in found.latest,
        is_undone=entry.id in found.undone,
        is_known=_is_known(entry),
        is_member=is_member,
        refusal=_refusal(entry, found.kin),
    )


def _value(entry: AuditEntry, found: _Found, member: Any) -> Any:
    """Return how things are now, in the words of the log."""
    subject = entry.subject or ""
    match entry.action:
        case Action.TOOL_RULE:
            return rule_words(found.rules.of(Tool(subject))) if subject in set(Tool) else None
        case Action.RANK_NAME:
            return found.names.get(int(subject))
        case Action.VISIBILITY:
            return (Visibility.PUBLIC if found.rules.is_public else Visibility.MEMBERS).value
        case Action.EXCEPTION:
            return found.exceptions.get((entry.user_id or 0, subject))
        case Action.ROLE:
            return member.role_override if member else None
        case _:
            return main_words(member.main_id) if member else None


def _is_known(entry: AuditEntry) -> bool:
    """Say whether whom an entry is about, and the mains that it names, are known still."""
    if entry.action == Action.EXCEPTION:
        return entry.user_id is not None
    mains = (entry.before, entry.after) if entry.action == Action.MAIN else ()
    is_there = entry.character_id is not None or entry.action not in OF_MEMBERS
    return is_there and all(side is None or side["main_id"] is not None for side in mains)


def _refusal(entry: AuditEntry, kin: Mapping[int, Kin]) -> str | None:
    character_id = entry.character_id or 0
    if entry.action != Action.MAIN or character_id not in kin:
        return None
    return why_not_main(kin, character_id, entry.before and entry.before["main_id"])


def _exceptions(session: Session, guild_id: int, users: Collection[int]) -> dict[tuple[int, str], Any]:
    own = PermissionException
    query = select(own).where(own.guild_id == guild_id, own.user_id.in_(sorted(users)))
    found = session.scalars(query)
    return {(one.user_id, one.tool_name): exemption_words(stored_exemption(one)) for one in found}


def _people(session: Session, guild_id: int, users: Collection[int]) -> set[int | None]:
    """Return who of these people has a character in the guild."""
    query = select(Character.user_id).join(GuildMember, GuildMember.character_id == Character.id)
    here = (GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
    return set(session.scalars(query.where(*here, Character.user_id.in_(sorted(users)))))


def _members(session: Session, guild_id: int, ids: Collection[int]) -> dict[int, Any]:
    """Return what officers say of those of these characters who are in the guild."""
    columns = (GuildMember.character_id, GuildMember.role_override, GuildMember.main_id)
    here = (GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
    query = select(*columns).where(*here, GuildMember.character_id.in_(sorted(ids)))
    return {row.character_id: row for row in session.execute(query)}


def _latest(session: Session, ids: Collection[int]) -> set[int]:
    """Return which of these entries are the last word about their thing."""
    later = aliased(AuditEntry)
    is_later = (
        later.guild_id == AuditEntry.guild_id,
        later.id > AuditEntry.id,
        later.action == AuditEntry.action,
        later.subject.is_not_distinct_from(AuditEntry.subject),
        later.user_id.is_not_distinct_from(AuditEntry.user_id),
        later.character_id.is_not_distinct_from(AuditEntry.character_id),
    )
    query = select(AuditEntry.id).where(AuditEntry.id.in_(ids), ~select(later.id).where(*is_later).exists())
    return set(session.scalars(query))
