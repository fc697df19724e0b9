"""Let a former member's record go on as a member's: the same character under a new number of Battle.net's.

Only officers say so, by name and one at a time: a name alone proves nothing, and rights never move.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from webapp.cards import store
from webapp.history.moving import move_history
from webapp.models import Character, GuildMember, NoteRead, OfficerNote
from webapp.models.upsert import lock_characters
from webapp.permissions.audit import Action
from webapp.permissions.changes import Change, Refused

FIELD = "former"
NOT_FORMER = "Choose somebody who has left this guild."
STILL_THERE = "Battle.net still knows that character, so it is another one."
OTHER_CLASS = "Their classes differ, so they are not the same character."
OTHER_OWNER = (
    "Somebody who has signed in owns the former one, and is not known to own this one."
    " Their record goes on once they sign in and Battle.net shares this one as theirs."
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as far as it decides whether they may be the same."""

    class_id: int | None
    user_id: int | None
    guild_id: int | None
    verified_at: datetime | None
    left_at: datetime | None


def why_not(former: Side, present: Side) -> str | None:
    """Say why a former member cannot be who a member was before, or None where an officer may say so."""
    if former.left_at is None or present.left_at is not None:
        return NOT_FORMER
    if former.guild_id is not None or (
        former.verified_at is not None and former.verified_at > former.left_at
    ):
        return STILL_THERE
    if None not in {former.class_id, present.class_id} and former.class_id != present.class_id:
        return OTHER_CLASS
    if former.user_id is not None and former.user_id != present.user_id:
        return OTHER_OWNER
    return None


def continue_as(change: Change, former_id: int, character_id: int) -> None:
    """Move notes, what officers said and the history; whose a character is, ranks and events stay."""
    lock_characters(change.session, [former_id, character_id])
    former, present = (_member(change, one) for one in (former_id, character_id))
    if former is None or present is None or former_id == character_id:
        raise Refused(FIELD, NOT_FORMER)
    why = why_not(_side(change, former), _side(change, present))
    if why is not None:
        raise Refused(FIELD, why)
    notes = _move_notes(change, former_id, character_id)
    present.role_override = present.role_override or former.role_override
    if present.main_id in {None, former_id}:  # nobody is the alt of who they were
        present.main_id = None if former.main_id == character_id else former.main_id
    former.role_override, former.main_id = None, None
    change.session.flush()
    hung = (GuildMember.guild_id == change.guild.id, GuildMember.main_id == former_id)
    alts = update(GuildMember).where(*hung, GuildMember.character_id != character_id)
    change.session.execute(
        alts.values(main_id=character_id), execution_options={"synchronize_session": False}
    )
    moved = move_history(change.session, former_id, character_id)
    store.make_due(change.session, [character_id], change.now)
    change.guild.data_version += 1
    told = {"notes": notes, "history": moved}
    change.record(
        Action.CONTINUED,
        character_id=character_id,
        before={"main_id": former_id},
        after=told,
        changes_rights=False,
    )


def _member(change: Change, character_id: int) -> GuildMember | None:
    own = (GuildMember.guild_id == change.guild.id, GuildMember.character_id == character_id)
    return change.session.scalar(select(GuildMember).where(*own))


def _side(change: Change, member: GuildMember) -> Side:
    columns = (Character.class_id, Character.user_id, Character.guild_id, Character.verified_at)
    facts = change.session.execute(select(*columns).where(Character.id == member.character_id)).one()
    return Side(*facts, left_at=member.left_at)


def _move_notes(change: Change, former_id: int, character_id: int) -> int:
    """Move every version and who read them; return how many versions those are."""
    session, of_guild = change.session, OfficerNote.guild_id == change.guild.id
    count = select(func.count()).select_from(OfficerNote)
    notes = session.scalar(count.where(of_guild, OfficerNote.character_id == former_id)) or 0
    moved = update(OfficerNote).where(of_guild, OfficerNote.character_id == former_id)
    session.execute(moved.values(character_id=character_id), execution_options={"synchronize_session": False})
    reads = select(NoteRead).where(NoteRead.guild_id == change.guild.id)
    there = {
        one.reader_id: one for one in session.scalars(reads.where(NoteRead.character_id == character_id))
    }
    for one in session.scalars(reads.where(NoteRead.character_id == former_id)).all():
        if (same := there.get(one.reader_id)) is None:
            one.character_id = character_id
            continue
        same.times, same.last_read_at = same.times + one.times, max(same.last_read_at, one.last_read_at)
        session.delete(one)
    session.flush()
    return notes
