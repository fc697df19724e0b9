"""Read who was in a guild's raids: four statements, whatever the number of reports and members."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlalchemy import and_, case, false, func, select
from sqlalchemy.orm import Session

from webapp.freshness.retention import member_is_shown, shown_since
from webapp.insights.attendance.page import Raider, Raids
from webapp.insights.attendance.view import WEEKS
from webapp.models import Character, GuildMember, RaidAttendance, RaidLook, RaidReport, User
from webapp.models.namesakes import realm_name

_IS_OF = and_(RaidAttendance.guild_id == RaidReport.guild_id, RaidAttendance.code == RaidReport.code)
_SEEN = (
    func.count().label("seen"),
    func.count(case((RaidAttendance.is_benched, 1))).label("benched"),
    func.max(RaidReport.started_at).label("last_at"),
)


def read_raids(session: Session, guild_id: int, now: datetime, *, is_connected: bool) -> Raids:
    """Return a guild's reports of the last weeks, and which of its members of today were in them."""
    if not is_connected:
        return Raids(is_connected=False)
    since, mine = now - timedelta(weeks=WEEKS), RaidReport.guild_id == guild_id
    look = session.execute(
        select(RaidLook.succeeded_at, RaidLook.outcome, RaidLook.error).where(RaidLook.guild_id == guild_id)
    ).one_or_none()
    starts = session.scalars(select(RaidReport.started_at).where(mine, RaidReport.started_at >= since)).all()
    members, first = session.execute(
        select(func.count(case((GuildMember.left_at.is_(None), 1))), func.min(GuildMember.joined_at)).where(
            GuildMember.guild_id == guild_id
        )
    ).one()
    return Raids(
        is_connected=True,
        succeeded_at=None if look is None else look.succeeded_at,
        trouble="" if look is None or look.outcome == "ok" else look.error or "",
        reports=starts,
        raiders=_raiders(session, guild_id, since, first=first, now=now),
        members=members,
    )


def _raiders(
    session: Session, guild_id: int, since: datetime, *, first: datetime | None, now: datetime
) -> Sequence[Raider]:
    """Return members who were seen; of those whom the first roster listed nobody knows when they joined."""
    columns = (Character.name, Character.region, Character.realm, Character.class_id, GuildMember.joined_at)
    called, is_unlisted = realm_name().label("realm_name"), func.coalesce(User.is_unlisted, false())
    rows = session.execute(
        select(*columns, called, is_unlisted.label("is_unlisted"), *_SEEN)
        .select_from(RaidReport)
        .join(RaidAttendance, _IS_OF)
        .join(Character, Character.id == RaidAttendance.character_id)
        .join(GuildMember, GuildMember.character_id == Character.id)
        .outerjoin(User, User.bnet_id == Character.user_id)
        .where(RaidReport.guild_id == guild_id, RaidReport.started_at >= since)
        .where(GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
        .where(member_is_shown(shown_since(now)))
        .group_by(Character.id, *columns, User.is_unlisted)
    )
    return [
        Raider(
            name=row.name,
            realm=row.realm_name,
            path=f"/characters/{row.region}/{quote(row.realm, safe='')}/{quote(row.name, safe='')}",
            class_id=row.class_id,
            since=None if row.joined_at == first else row.joined_at,
            seen=row.seen,
            benched=row.benched,
            last_at=row.last_at,
            is_unlisted=row.is_unlisted,
        )
        for row in rows
    ]
