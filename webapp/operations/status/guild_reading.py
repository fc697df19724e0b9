"""Read how the members of a guild are, and who cannot be kept up to date."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.freshness.state_column import CODES, state_code
from webapp.freshness.states import FreshnessState
from webapp.freshness.weeks import reset_of
from webapp.models import Character, Guild, GuildMember, SyncTarget
from webapp.operations.status.page import FailingRow, Members, StateRow
from webapp.operations.status.rows import why_words
from webapp.sync.queries import count_members
from webapp.web.freshness_words import STATE_WORDS
from webapp.web.guild_address import GuildAddress
from webapp.words import TargetKind

MOST_FAILING = 25
"""Members who fail that the page lists; the roster's filter has the rest."""


def members_of(session: Session, guild: GuildAddress, now: datetime) -> Members:
    """Return the members by state, and those who fail with the reason."""
    stored = session.get_one(Guild, guild.id)
    states = count_members(session, stored, now).states
    failing = _failing(session, guild, now)
    total = states.get(FreshnessState.FAILING, 0)
    return Members(
        count=sum(states.values()),
        roster_at=stored.roster_succeeded_at,
        next_roster_at=_next_roster(session, guild.id, now),
        states=[
            StateRow(
                state=state.value,
                word=STATE_WORDS[state],
                number=states[state],
                path=f"{guild.path}?state={state}",
            )
            for state in FreshnessState
            if states.get(state)
        ],
        failing=failing,
        failing_more=max(0, total - len(failing)),
    )


def _next_roster(session: Session, guild_id: int, now: datetime) -> datetime | None:
    own = (SyncTarget.guild_id == guild_id, SyncTarget.kind == TargetKind.ROSTER)
    due_at = session.scalar(select(func.min(SyncTarget.next_due_at)).where(*own))
    return None if due_at is None else max(due_at, now)


def _failing(session: Session, guild: GuildAddress, now: datetime) -> Sequence[FailingRow]:
    code = state_code(now, reset_at=reset_of(session, guild.region, now))
    target = (SyncTarget.character_id == Character.id) & (SyncTarget.kind == TargetKind.CHARACTER)
    query = (
        select(
            Character.region,
            Character.realm,
            Character.name,
            Character.outcome,
            Character.failures,
            SyncTarget.next_due_at,
        )
        .join(GuildMember, GuildMember.character_id == Character.id)
        .outerjoin(SyncTarget, target)
        .where(
            GuildMember.guild_id == guild.id,
            GuildMember.left_at.is_(None),
            code == CODES[FreshnessState.FAILING],
        )
        .order_by(Character.failures.desc(), Character.name_key, Character.id)
        .limit(MOST_FAILING)
    )
    return [_row(row, now) for row in session.execute(query)]


def _row(row: Any, now: datetime) -> FailingRow:
    why, who = why_words(row.outcome)
    return FailingRow(
        name=row.name,
        path=f"/characters/{row.region}/{quote(row.realm, safe='')}/{quote(row.name, safe='')}",
        why=why,
        who=who,
        failures=row.failures,
        next_at=None if row.next_due_at is None else max(row.next_due_at, now),
    )
