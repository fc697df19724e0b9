"""What an operator decides about a roster that was held: believe it after all, or drop it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from webapp.clients.upstream.errors import BadPayload
from webapp.database import transaction
from webapp.models import Guild, HeldRoster, SyncTarget
from webapp.models.upsert import lock_guilds
from webapp.sync.diff import RosterPlan, plan_roster_changes
from webapp.sync.roster import ANOTHER_GUILD, apply_held
from webapp.sync.roster_answer import RosterAnswer, UnusableRoster, kept_answer
from webapp.sync.roster_store import known_characters
from webapp.words import TargetKind


class NothingHeld(Exception):
    """No roster of this guild is held; perhaps a later one was believed meanwhile."""


class CannotAccept(Exception):
    """The held roster is not one of this guild; the message is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPlan:
    """A held roster and what it would do; ``mark`` tells it from one that comes later."""

    held_at: datetime
    reason: str
    mark: str
    known_count: int
    seen_count: int
    plan: RosterPlan
    is_acceptable: bool


def accept_held_roster(guild_id: int, *, now: datetime) -> RosterPlan:
    """Write the held roster as if it had been believed; members who are not in it leave."""
    with transaction() as session:
        return accept(session, guild_id, now=now)


def discard_held_roster(guild_id: int, *, now: datetime) -> None:
    """Drop the held roster and ask Battle.net again."""
    with transaction() as session:
        discard(session, guild_id, now=now)


def accept(session: Session, guild_id: int, *, mark: str | None = None, now: datetime) -> RosterPlan:
    """Write the held roster within the caller's transaction; one of another mark is not there."""
    held = _held(session, guild_id, mark)
    if held.reason == ANOTHER_GUILD:
        raise CannotAccept(
            "Another guild has this name now. Track that one by its own address;"
            " this guild keeps what is stored."
        )
    plan = apply_held(session, guild_id, kept_answer(held.roster_json), now=now)
    _look_again(session, guild_id, now)
    return plan


def discard(session: Session, guild_id: int, *, mark: str | None = None, now: datetime) -> None:
    """Drop the held roster within the caller's transaction; one of another mark is not there."""
    session.delete(_held(session, guild_id, mark))
    session.execute(update(Guild).where(Guild.id == guild_id).values(roster_outcome=None, roster_error=None))
    _look_again(session, guild_id, now)


def look_at_held(session: Session, guild_id: int) -> HeldPlan | None:
    """Return what is held and what would come of it now; None where nothing is."""
    query = select(HeldRoster).where(HeldRoster.guild_id == guild_id).options(undefer(HeldRoster.roster_json))
    held = session.scalar(query)
    if held is None:
        return None
    answer = _readable(held)
    region = session.scalar(select(Guild.region).where(Guild.id == guild_id)) or ""
    known = known_characters(session, guild_id, region, answer.members)
    return HeldPlan(
        held_at=held.held_at,
        reason=held.reason,
        mark=_mark_of(held),
        known_count=sum(one.is_member for one in known),
        seen_count=len(answer.members),
        plan=plan_roster_changes(known, answer.members),
        is_acceptable=held.reason != ANOTHER_GUILD and answer.bnet_guild_id is not None,
    )


def _readable(held: HeldRoster) -> RosterAnswer:
    """Return the answer that is held; one of nobody where it cannot be read any more."""
    try:
        return kept_answer(held.roster_json)
    except (BadPayload, UnusableRoster):
        return RosterAnswer()


def _mark_of(held: HeldRoster) -> str:
    return hashlib.sha256(json.dumps(held.roster_json, sort_keys=True).encode()).hexdigest()[:16]


def _held(session: Session, guild_id: int, mark: str | None) -> HeldRoster:
    """Return what is held, locked after its guild, as a roster that comes meanwhile locks them."""
    lock_guilds(session, [guild_id])
    held = session.scalar(
        select(HeldRoster)
        .where(HeldRoster.guild_id == guild_id)
        .options(undefer(HeldRoster.roster_json))
        .with_for_update()
    )
    if held is None or mark not in {None, _mark_of(held)}:
        raise NothingHeld(f"no such roster of guild {guild_id} is held")
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
