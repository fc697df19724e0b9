"""What an operator decides about a roster that was held: believe it after all, or drop it."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from webapp.database import transaction
from webapp.models import Guild, HeldRoster, SyncTarget
from webapp.models.upsert import lock_guilds
from webapp.sync.diff import RosterPlan
from webapp.sync.roster import ANOTHER_GUILD, apply_held
from webapp.sync.roster_answer import kept_answer
from webapp.words import TargetKind


class NothingHeld(Exception):
    """No roster of this guild is held; perhaps a later one was believed meanwhile."""


class CannotAccept(Exception):
    """The held roster is not one of this guild; the message is a sentence."""


def accept_held_roster(guild_id: int, *, now: datetime) -> RosterPlan:
    """Write the held roster as if it had been believed; members who are not in it leave."""
    with transaction() as session:
        held = _held(session, guild_id)
        if held.reason == ANOTHER_GUILD:
            raise CannotAccept(
                "Another guild has this name now. Track that one by its own address;"
                " this guild keeps what is stored."
            )
        plan = apply_held(session, guild_id, kept_answer(held.roster_json), now=now)
        _look_again(session, guild_id, now)
    return plan


def discard_held_roster(guild_id: int, *, now: datetime) -> None:
    """Drop the held roster and ask Battle.net again."""
    with transaction() as session:
        session.delete(_held(session, guild_id))
        session.execute(
            update(Guild).where(Guild.id == guild_id).values(roster_outcome=None, roster_error=None)
        )
        _look_again(session, guild_id, now)


def _held(session: Session, guild_id: int) -> HeldRoster:
    """Return what is held, locked after its guild, as a roster that comes meanwhile locks them."""
    lock_guilds(session, [guild_id])
    held = session.scalar(
        select(HeldRoster)
        .where(HeldRoster.guild_id == guild_id)
        .options(undefer(HeldRoster.roster_json))
        .with_for_update()
    )
    if held is None:
        raise NothingHeld(f"no roster of guild {guild_id} is held")
    return held


def _look_again(session: Session, guild_id: int, now: datetime) -> None:
    session.execute(
        update(SyncTarget)
        .where(
            SyncTarget.guild_id == guild_id,
            SyncTarget.kind == TargetKind.ROSTER,
            SyncTarget.claimed_by.is_(None),
        )
        .values(next_due_at=now)
    )
