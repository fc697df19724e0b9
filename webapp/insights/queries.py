"""Read how a guild's members were at the end of each week: the database finds the quartiles."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

from sqlalchemy import CTE, ColumnElement, Date, Subquery, and_, case, column, func, or_, select, values
from sqlalchemy.orm import aliased

from webapp.config import current_settings
from webapp.extensions import db
from webapp.freshness.retention import member_is_shown, profile_is_shown, shown_since
from webapp.freshness.weeks import reset_of
from webapp.history.days import DAY, WEEK
from webapp.insights.attendance.page import Attendance
from webapp.insights.attendance.queries import read_raids
from webapp.insights.attendance.view import attendance
from webapp.insights.membership import balance_of, churn_of
from webapp.insights.page import InsightsPage, Spread, TargetField, TargetPage
from webapp.insights.target import LONGEST, MOST, wants
from webapp.insights.target_reading import read_stored
from webapp.insights.trends.queries import read_counted
from webapp.insights.trends.view import trends
from webapp.insights.view import LEAST, Then, curve, gains
from webapp.lib.forms import Draft
from webapp.models import Character, CharacterSnapshot, GuildMember, Rank
from webapp.models.columns import UtcDateTime
from webapp.models.namesakes import realm_name
from webapp.permissions.audience_words import audience_of
from webapp.permissions.policy import Tool
from webapp.permissions.viewer import Access
from webapp.seasons.catalogue import season_at
from webapp.web.guild_address import GuildAddress
from webapp.web.refusals import closed_sentences

WEEKS = 26
GAINED_IN = timedelta(weeks=8)
_Then = aliased(CharacterSnapshot)
_NOW = (
    Character.name,
    Character.region,
    Character.realm,
    realm_name().label("realm_name"),
    Character.class_id,
    Character.equipped_item_level,
    Character.mythic_rating,
)


def insights_page(guild: GuildAddress, access: Access, now: datetime) -> InsightsPage:
    """Return the page, in at most nineteen statements whatever the number of members.

    Who gained and who did not tells when somebody was in the game: it is for those who may be told so. Who
    was in raids does too, and is of logs.
    """
    weeks = _weeks(guild, now)
    figures = (
        ("item-level", "Item level", CharacterSnapshot.item_level),
        ("rating", "Mythic+ rating", CharacterSnapshot.mythic_rating),
    )
    curves = [curve(key, title, weeks, spreads(guild.id, one, weeks, now)) for key, title, one in figures]
    since = (now - GAINED_IN).date()
    ranks = select(Rank.rank_id, Rank.rank_name).where(Rank.guild_id == guild.id)
    names = {row.rank_id: row.rank_name for row in db.session.execute(ranks)}
    return InsightsPage(
        guild=guild.head,
        audience=audience_of(Tool.INSIGHTS, access.rules, names),
        at=now,
        least=LEAST,
        curves=[one for one in curves if one is not None],
        churn=churn_of(db.session(), guild, now),
        balance=balance_of(db.session(), guild, now),
        gains=gains(members_then(guild.id, since, now), since) if Tool.LAST_SEEN in access.tools else None,
        trends=trends(read_counted(db.session(), guild.id), guild.id, is_open=Tool.LAST_SEEN in access.tools),
        attendance=_attendance(guild.id, access, now),
        closed=closed_sentences([Tool.LAST_SEEN], access, now),
        attendance_closed=closed_sentences([Tool.LOGS], access, now)
        if Tool.LAST_SEEN in access.tools
        else (),
        can_export=Tool.EXPORT in access.tools,
        can_target=Tool.ROSTER_EDIT in access.tools,
    )


def target_page(guild: GuildAddress, now: datetime, draft: Draft[str] | None = None) -> TargetPage:
    """Return the form of what the raid is to be made of, with what was typed where that could not be used."""
    stored = read_stored(db.session(), guild.id)
    typed = {key: str(number) for key, number in stored.numbers.items()} if draft is None else draft.fields
    parts = {
        title: [
            TargetField(
                key=one.key,
                label=one.label,
                value=typed.get(one.key, "")[:LONGEST],
                usual=one.usual,
                problem=None if draft is None else draft.problem(one.key),
            )
            for one in part
        ]
        for title, part in wants(season_at(guild.region, now).tier.tokens).items()
    }
    return TargetPage(guild=guild.head, most=MOST, parts=parts)


def _attendance(guild_id: int, access: Access, now: datetime) -> Attendance | None:
    if not {Tool.LAST_SEEN, Tool.LOGS} <= access.tools:
        return None
    is_connected = current_settings().is_logs_connected
    found = read_raids(db.session(), guild_id, now, is_connected=is_connected)
    return attendance(found, is_officer=Tool.ROSTER_EDIT in access.tools)


def _weeks(guild: GuildAddress, now: datetime) -> Sequence[date]:
    """Return the first days of the weeks that ended last, by the reset, else by the newest snapshot."""
    reset = reset_of(db.session(), guild.region, now)
    newest = now.date() if reset is None else reset.date()
    if reset is None:
        mine = GuildMember.character_id == CharacterSnapshot.character_id
        query = select(func.max(CharacterSnapshot.week_on)).join(GuildMember, mine)
        newest = db.session.scalar(query.where(GuildMember.guild_id == guild.id)) or newest
    return [newest - back * WEEK for back in range(WEEKS, 0, -1)]


def spreads(guild_id: int, figure: Any, weeks: Sequence[date], now: datetime) -> Sequence[Spread]:
    """Return the quartiles and the median of a figure over those who were members at the end of each week.

    Quartiles are those of the nearest rank; a median between two members is their mean.
    """
    ranked = _ranked(figure, _last_of_weeks(guild_id, weeks, now))
    place, number, value = ranked.c.place, ranked.c.number, ranked.c.value

    def at(*places: ColumnElement[int]) -> ColumnElement[Any]:
        return case((or_(*(place == one for one in places)), value))

    query = select(
        ranked.c.week_on,
        func.max(number),
        func.max(at((number + 3) // 4)),
        func.avg(at((number + 1) // 2, (number + 2) // 2)),
        func.max(at((3 * number + 3) // 4)),
    )
    rows = db.session.execute(query.group_by(ranked.c.week_on).order_by(ranked.c.week_on))
    return [
        Spread(week_on=row[0], number=row[1], lower=row[2], median=float(row[3]), upper=row[4])
        for row in rows
    ]


def _ranked(figure: Any, last: Subquery) -> Subquery:
    one = CharacterSnapshot
    is_last = and_(one.character_id == last.c.character_id, one.taken_on == last.c.taken_on)
    place = func.row_number().over(partition_by=last.c.week_on, order_by=figure)
    number = func.count().over(partition_by=last.c.week_on)
    columns = (last.c.week_on, figure.label("value"), place.label("place"), number.label("number"))
    return select(*columns).join_from(last, one, is_last).where(figure.is_not(None)).subquery()


def _last_of_weeks(guild_id: int, weeks: Sequence[date], now: datetime) -> Subquery:
    """Return the last day of each week of whoever was a member at its end and may be shown."""
    one, ends = CharacterSnapshot, _ends(weeks)
    was_member = and_(
        GuildMember.guild_id == guild_id,
        GuildMember.joined_at < ends.c.ends_at,
        or_(GuildMember.left_at.is_(None), GuildMember.left_at >= ends.c.ends_at),
        profile_is_shown(shown_since(now)),
    )
    return (
        select(one.character_id, ends.c.week_on, func.max(one.taken_on).label("taken_on"))
        .join_from(GuildMember, Character, Character.id == GuildMember.character_id)
        .join(one, one.character_id == Character.id)
        .join(ends, one.taken_on.between(ends.c.week_on, ends.c.last_on))
        .where(was_member)
        .group_by(one.character_id, ends.c.week_on)
        .subquery()
    )


def _ends(weeks: Sequence[date]) -> CTE:
    """Return when each week ends; by its days each member's rows of it are found in the index."""
    rows = [(week, week + WEEK - DAY, datetime.combine(week + WEEK, time(), UTC)) for week in weeks]
    columns = (column("week_on", Date()), column("last_on", Date()), column("ends_at", UtcDateTime()))
    return values(*columns, name="weeks").data(rows).cte("weeks")


def members_then(guild_id: int, since: date, now: datetime) -> Sequence[Then]:
    """Return the members as they are, and as they were at the end of the week before a day."""
    is_member = and_(GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
    query = (
        select(*_NOW, _Then.item_level, _Then.mythic_rating.label("rating_then"))
        .join_from(GuildMember, Character, Character.id == GuildMember.character_id)
        .outerjoin(_Then, _is_then(since))
        .where(is_member, member_is_shown(shown_since(now)))
    )
    return [
        Then(
            name=row.name,
            realm=row.realm_name,
            path=f"/characters/{row.region}/{quote(row.realm, safe='')}/{quote(row.name, safe='')}",
            class_id=row.class_id,
            item_level=row.equipped_item_level,
            item_level_then=row.item_level,
            rating=row.mythic_rating,
            rating_then=row.rating_then,
        )
        for row in db.session.execute(query)
    ]


def _is_then(since: date) -> ColumnElement[bool]:
    """Pick each character's last day of the week before a day."""
    one = CharacterSnapshot
    days = (one.character_id == Character.id, one.taken_on <= since, one.taken_on > since - WEEK)
    last = select(func.max(one.taken_on)).where(*days).correlate(Character)
    return and_(_Then.character_id == Character.id, _Then.taken_on == last.scalar_subquery())
