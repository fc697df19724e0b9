"""Read how a guild's members were at the last look and how they are, from what their histories keep."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from webapp.freshness.retention import member_is_shown, shown_since
from webapp.freshness.weeks import WEEK, reset_of
from webapp.history.days import DAY
from webapp.models import Character, CharacterSnapshot, Guild, GuildMember, GuildNotice, MythicRun
from webapp.notifications.kinds import Kind
from webapp.notifications.trends.days import Look, Member, Rate

_Before, _After = aliased(CharacterSnapshot), aliased(CharacterSnapshot)
WEEKS_BEFORE = 4
"""The last week's runs are held against those of so many weeks before it."""


def look_at(session: Session, guild_id: int, *, since: datetime, until: datetime) -> Look:
    """Return what is known of a guild's figures at two moments, in five statements."""
    region = session.scalars(select(Guild.region).where(Guild.id == guild_id)).one()
    week_start = reset_of(session, region, until)
    week = until - WEEK
    return Look(
        since=since,
        until=until,
        members=_members(session, guild_id, since=since, until=until, week_start=week_start),
        rate=_rate(session, guild_id, week, until),
        rate_before=_rate(session, guild_id, week - WEEKS_BEFORE * WEEK, week),
        reset_at=None if week_start is None else week_start + WEEK,
        audit_told=_audit_told(session, guild_id),
    )


def _members(
    session: Session, guild_id: int, *, since: datetime, until: datetime, week_start: datetime | None
) -> Sequence[Member]:
    filled = (Character.vault_raid, Character.vault_mythic, Character.vault_world)
    raid, mythic, world = (func.coalesce(one, 0) for one in filled)  # of the world nobody is told
    query = (
        select(
            Character.id.label("character_id"),
            _Before.item_level.label("item_level_before"),
            _After.item_level.label("item_level_after"),
            _Before.mythic_rating.label("rating_before"),
            _After.mythic_rating.label("rating_after"),
            Character.last_login_at,
            Character.problem_count,
            case((Character.vault_week_at == week_start, raid + mythic + world)).label("vault_slots"),
        )
        .join_from(GuildMember, Character, Character.id == GuildMember.character_id)
        .outerjoin(_Before, _was(_Before, since.date() - DAY))
        .outerjoin(_After, _was(_After, until.date() - DAY))
        .where(*_of_guild(guild_id), member_is_shown(shown_since(until)))
        .order_by(Character.id)
    )
    return [Member(**row) for row in session.execute(query).mappings()]


def _of_guild(guild_id: int) -> tuple[ColumnElement[bool], ...]:
    return GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None)


def _was(one: Any, day: date) -> ColumnElement[bool]:
    """Pick each character's last snapshot up to a day that is over everywhere."""
    days = (CharacterSnapshot.character_id == Character.id, CharacterSnapshot.taken_on <= day)
    last = select(func.max(CharacterSnapshot.taken_on)).where(*days).correlate(Character)
    return and_(one.character_id == Character.id, one.taken_on == last.scalar_subquery())


def _rate(session: Session, guild_id: int, since: datetime, until: datetime) -> Rate:
    """Count each run once, however many members were in it."""
    completed = MythicRun.completed_at
    run = select(MythicRun.dungeon_id, completed, MythicRun.level, MythicRun.is_timed)
    runs = (
        run.join(GuildMember, GuildMember.character_id == MythicRun.character_id)
        .where(*_of_guild(guild_id), completed >= since, completed < until)
        .distinct()
        .subquery()
    )
    timed = func.count(case((runs.c.is_timed, 1)))
    row = session.execute(select(func.count(), timed).select_from(runs)).one()
    return Rate(runs=row[0], timed=row[1])


def _audit_told(session: Session, guild_id: int) -> Mapping[str, int] | None:
    told = (GuildNotice.guild_id == guild_id, GuildNotice.kind == Kind.AUDIT_SUMMARY)
    return session.scalar(select(GuildNotice.facts).where(*told).order_by(GuildNotice.id.desc()).limit(1))
