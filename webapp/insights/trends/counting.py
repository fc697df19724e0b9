"""Count runs by week, guild and spec in the database, and by week and spec over everybody; hourly.

A run counts where it was seen at the latest a week after its week was over. Of somebody who was read for the
first time later, Battle.net tells only the best runs of a season: counted too, they would make the weeks
before look better than those after. Who wants to stand on no leaderboard is in none of the counts.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    column,
    delete,
    func,
    literal,
    or_,
    select,
    values,
)
from sqlalchemy.orm import Session

from webapp.freshness.retention import profile_is_shown, shown_since
from webapp.history.days import WEEK
from webapp.insights.trends.page import EVERYBODY, NOT_KNOWN
from webapp.insights.trends.view import WEEKS_BEFORE
from webapp.models import Character, GuildMember, MetaTrend, MythicRun, User
from webapp.models.columns import UtcDateTime
from webapp.models.upsert import insert_into

KIND = (func.coalesce(Character.class_id, NOT_KNOWN), func.coalesce(Character.spec_id, NOT_KNOWN))
_COUNTS = ("people", "runs", "timed")
_COLUMNS = ("scope", "weeks_back", "class_id", "spec_id", *_COUNTS, "created_at", "updated_at")


def replace_counts(session: Session, now: datetime) -> None:
    """Count anew, and take the place of the counts before."""
    session.execute(delete(MetaTrend))
    for query in (_of_everybody(now), _of_guilds(now)):
        session.connection().execute(insert_into(session, MetaTrend).from_select(list(_COLUMNS), query))


def weeks_until(now: datetime) -> Sequence[tuple[int, datetime, datetime]]:
    """Return each seven days with its number, where it begins and where it ends, from the newest back."""
    return [(back, now - (back + 1) * WEEK, now - back * WEEK) for back in range(WEEKS_BEFORE + 1)]


def _of_everybody(now: datetime) -> Select[Any]:
    weeks = _weeks(now)
    query = _counts(literal(EVERYBODY, Integer), weeks, now)
    return query.group_by(weeks.c.weeks_back, *KIND)


def _of_guilds(now: datetime) -> Select[Any]:
    """Count the runs of those who were in a guild at the end of each week."""
    weeks = _weeks(now)
    was_member = and_(
        GuildMember.character_id == Character.id,
        GuildMember.joined_at < weeks.c.ends_at,
        or_(GuildMember.left_at.is_(None), GuildMember.left_at >= weeks.c.ends_at),
    )
    query = _counts(GuildMember.guild_id, weeks, now).join(GuildMember, was_member)
    return query.group_by(GuildMember.guild_id, weeks.c.weeks_back, *KIND)


def _counts(scope: ColumnElement[int] | Any, weeks: CTE, now: datetime) -> Select[Any]:
    moment = literal(now, UtcDateTime())
    is_within = and_(
        MythicRun.completed_at >= weeks.c.begins_at,
        MythicRun.completed_at < weeks.c.ends_at,
        MythicRun.created_at < weeks.c.seen_by,
    )
    return (
        select(
            scope,
            weeks.c.weeks_back,
            *KIND,
            func.count(MythicRun.character_id.distinct()),
            func.count(),
            func.count(case((MythicRun.is_timed, 1))),
            moment,
            moment,
        )
        .select_from(weeks)
        .join(MythicRun, is_within)
        .join(Character, Character.id == MythicRun.character_id)
        .outerjoin(User, User.bnet_id == Character.user_id)
        .where(profile_is_shown(shown_since(now)), func.coalesce(User.is_unlisted, False).is_(False))
    )


def _weeks(now: datetime) -> CTE:
    columns = (
        column("weeks_back", Integer()),
        column("begins_at", UtcDateTime()),
        column("ends_at", UtcDateTime()),
        column("seen_by", UtcDateTime()),
    )
    rows = [(back, begins_at, ends_at, ends_at + WEEK) for back, begins_at, ends_at in weeks_until(now)]
    return values(*columns, name="weeks").data(rows).cte("weeks")
