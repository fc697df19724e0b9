"""Write what officers say about a member within a change, and tell the log; what is so already stays."""

from typing import Any

from webapp.cards import store
from webapp.members.mains import NOT_HERE, why_not_main
from webapp.members.reading import named_members, read_kin, read_member
from webapp.models import GuildMember
from webapp.models.upsert import lock_characters
from webapp.permissions.audit import Action
from webapp.permissions.changes import Change, Refused
from webapp.sync.logs.targets import make_logs_due
from webapp.words import Role

MAIN = "main"
"""The field that a sentence about mains stands beside."""


def write_role(change: Change, character_id: int, role: Role | None) -> None:
    """Store which role a member plays, or with None that Battle.net's word holds; card and logs follow it."""
    member = _locked(change, character_id, "role")
    before = member.role_override
    if before is role:
        return
    member.role_override = role
    change.session.flush()
    store.make_due(change.session, [character_id], change.now)
    make_logs_due(change.session, [character_id], change.now)
    _record(change, Action.ROLE, character_id, before=before and before.value, after=role and role.value)


def write_main(change: Change, character_id: int, main_id: int | None) -> None:
    """Store whose alt a member is, or with None that it stands alone; refused where a player has the say."""
    member = _locked(change, character_id, MAIN)
    kin = {one.id: one for one in read_kin(change.session, change.guild.id)}
    if (why := why_not_main(kin, character_id, main_id)) is not None:
        raise Refused(MAIN, why)
    before = member.main_id
    if before == main_id:
        return
    member.main_id = main_id
    _record(change, Action.MAIN, character_id, before=main_words(before), after=main_words(main_id))


def main_words(main_id: int | None) -> dict[str, int] | None:
    """Return a main as the log keeps it; None of who stands alone."""
    return None if main_id is None else {"main_id": main_id}


def meant_member(change: Change, written: str) -> int:
    """Return the member that an officer named; raise Refused where nobody, or nobody alone, is meant."""
    found = named_members(change.session, change.guild.id, written)
    if not found:
        raise Refused(MAIN, "Nobody of that name is in this guild. Write it as the roster does.")
    if len(found) > 1:
        raise Refused(MAIN, "More than one member has that name. Write Name-Realm.")
    return found[0]


def _locked(change: Change, character_id: int, field: str) -> GuildMember:
    """Return the member, whom nobody else writes until the transaction ends."""
    lock_characters(change.session, [character_id])
    member = read_member(change.session, change.guild.id, character_id)
    if member is None:
        raise Refused(field, NOT_HERE)
    return member


def _record(change: Change, action: Action, character_id: int, *, before: Any, after: Any) -> None:
    change.guild.data_version += 1
    change.record(action, character_id=character_id, before=before, after=after, changes_rights=False)
