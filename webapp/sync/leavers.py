"""What becomes of those whom a guild's roster lists no more."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from webapp.models import Character, GuildMember, SyncTarget
from webapp.models.upsert import chunks
from webapp.sync.diff import KnownCharacter
from webapp.words import TargetKind


def write_leavers(session: Session, guild_id: int, left: Iterable[KnownCharacter], *, now: datetime) -> None:
    """Note when they left; nobody is deleted for it, and nobody is looked at any more."""
    for chunk in chunks(sorted(one.character_id for one in left)):
        session.execute(
            update(GuildMember)
            .where(GuildMember.guild_id == guild_id, GuildMember.character_id.in_(chunk))
            .values(left_at=now)
        )
        session.execute(
            update(Character)
            .where(Character.id.in_(chunk), Character.guild_id == guild_id)
            .values(guild_id=None)
        )
        _drop_targets(session, chunk, guild_id)


def _drop_targets(session: Session, leavers: Sequence[int], guild_id: int) -> None:
    """Look no more at who left, unless they are somebody's own or waited for: then without a guild.

    A wish for the whole guild is told apart by marking all of its targets at one moment, its roster's too.
    """
    theirs = (SyncTarget.character_id.in_(leavers), SyncTarget.guild_id == guild_id)
    roster = (SyncTarget.guild_id == guild_id, SyncTarget.kind == TargetKind.ROSTER)
    guild_wish = session.scalar(select(SyncTarget.wished_at).where(*roster))
    is_waited_for = (
        SyncTarget.kind == TargetKind.CHARACTER,
        SyncTarget.wished_at.is_not(None),
        SyncTarget.wished_at.is_distinct_from(guild_wish),
    )
    session.execute(update(SyncTarget).where(*theirs, *is_waited_for).values(guild_id=None))
    keep_owned(session, *theirs)
    session.execute(delete(SyncTarget).where(*theirs))


def keep_owned(session: Session, *theirs: ColumnElement[bool]) -> None:
    """Let people's own characters among these targets be looked at without a guild: they lead to the next."""
    owned = select(Character.id).where(Character.user_id.is_not(None))
    session.execute(
        update(SyncTarget)
        .where(*theirs, SyncTarget.kind == TargetKind.CHARACTER, SyncTarget.character_id.in_(owned))
        .values(guild_id=None)
        .execution_options(synchronize_session=False)
    )
