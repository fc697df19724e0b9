"""Read how members came and went, and how they divide: the database counts what rosters told."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import CTE, ColumnElement, and_, case, column, func, or_, select, values
from sqlalchemy.orm import Session

from webapp.freshness.retention import member_is_shown, shown_since
from webapp.freshness.weeks import reset_of
from webapp.history.days import WEEK
from webapp.insights.balance import balance
from webapp.insights.churn import churn
from webapp.insights.page import Balance, Churn, Comings, Crew, Week
from webapp.insights.target_store import read_stored
from webapp.models import Character, Guild, GuildMember, MemberEvent
from webapp.models.columns import UtcDateTime
from webapp.seasons.catalogue import season_at
from webapp.web.guild_address import GuildAddress
from webapp.words import EventKind, Role

WEEKS = 26
CAME = (EventKind.JOINED, EventKind.RETURNED)


def churn_of(session: Session, guild: GuildAddress, now: datetime) -> Churn | None:
    """Return who came and went in the running week and those before, in four statements."""
    weeks = weeks_until(reset_of(session, guild.region, now), now)
    mine = (GuildMember.guild_id == guild.id, GuildMember.left_at.is_(None))
    members = session.scalar(select(func.count()).select_from(GuildMember).where(*mine))
    since = session.scalar(select(Guild.created_at).where(Guild.id == guild.id))
    return churn(weeks, comings(session, guild.id, weeks), members=members or 0, read_since=since)


def balance_of(session: Session, guild: GuildAddress, now: datetime) -> Balance | None:
    """Return how the members divide who have reached the season's highest level, in two statements."""
    season = season_at(guild.region, now)
    role = func.coalesce(GuildMember.role_override, Character.role)
    kinds = (Character.class_id, Character.spec_id, role)
    is_member = (GuildMember.guild_id == guild.id, GuildMember.left_at.is_(None))
    query = (
        select(*kinds, func.count())
        .join_from(GuildMember, Character, Character.id == GuildMember.character_id)
        .where(*is_member, member_is_shown(shown_since(now)), Character.level >= (season.level_cap or 0))
        .group_by(*kinds)
    )
    crews = [
        Crew(class_id=row[0], spec_id=row[1], role=None if row[2] is None else Role(row[2]), number=row[3])
        for row in session.execute(query)
    ]
    return balance(crews, season.tier.tokens, season.level_cap, read_stored(session, guild.id))


def weeks_until(reset: datetime | None, now: datetime) -> Sequence[Week]:
    """Return the running week and those before, in the order of time; without a reset they end with a day."""
    begun = reset or datetime.combine(now.date(), time(), UTC)
    return [
        Week(begins_at=begun - back * WEEK, ends_at=begun - (back - 1) * WEEK, is_over=back > 0)
        for back in range(WEEKS, -1, -1)
    ]


def comings(session: Session, guild_id: int, weeks: Sequence[Week]) -> Mapping[date, Comings]:
    """Return how many came and went, by the first day of each week in which anybody did."""
    event, these = MemberEvent, _moments(weeks)
    is_within = and_(event.seen_at >= these.c.begins_at, event.seen_at < these.c.ends_at)
    query = (
        select(
            these.c.begins_at,
            func.count(case((event.kind.in_(CAME), 1))),
            func.count(case((_went(), 1))),
        )
        .join_from(these, event, is_within)
        .where(event.guild_id == guild_id)
        .group_by(these.c.begins_at)
    )
    return {row[0].date(): Comings(came=row[1], went=row[2]) for row in session.execute(query)}


def _went() -> ColumnElement[bool]:
    """Say which events ended a membership: a profile that was removed did where no roster tells so later."""
    event = MemberEvent
    is_forgotten = and_(event.kind == EventKind.DELETED, event.run_id.is_(None))
    return or_(event.kind == EventKind.LEFT, is_forgotten)


def _moments(weeks: Sequence[Week]) -> CTE:
    columns = (column("begins_at", UtcDateTime()), column("ends_at", UtcDateTime()))
    rows = [(week.begins_at, week.ends_at) for week in weeks]
    return values(*columns, name="weeks").data(rows).cte("weeks")
