"""Write down what a guild is told, with a copy for each person who may know of it: once for each cause."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.models import Delivery, GuildNotice, NotificationChannel
from webapp.models.upsert import insert_missing
from webapp.notifications.delivering.timing import Times, due_at
from webapp.notifications.kinds import is_open
from webapp.notifications.rules import Notice
from webapp.notifications.verdict import State
from webapp.permissions.bell import tell_people
from webapp.permissions.policy import tools_of
from webapp.permissions.roll import read_roll
from webapp.permissions.standing import read_standing


def write_notices(session: Session, guild_id: int, notices: Sequence[Notice], now: datetime) -> int:
    """Write what was never told before, within the caller's transaction; return how many that were."""
    if not notices:
        return 0
    keys = [notice.cause_key for notice in notices]
    known = select(GuildNotice.cause_key).where(
        GuildNotice.guild_id == guild_id, GuildNotice.cause_key.in_(keys)
    )
    before = set(session.scalars(known))
    new = [_row(guild_id, notice, now) for notice in notices if notice.cause_key not in before]
    if not new:
        return 0
    insert_missing(session, GuildNotice, new, keys=("guild_id", "cause_key"), now=now)
    keys = [str(row["cause_key"]) for row in new]
    query = select(GuildNotice.id, GuildNotice.kind)
    rows = session.execute(query.where(GuildNotice.guild_id == guild_id, GuildNotice.cause_key.in_(keys)))
    told = [(row.id, row.kind) for row in rows]
    _copy(session, guild_id, told, now)
    _plan(session, guild_id, told, now)
    return len(new)


def _copy(session: Session, guild_id: int, notices: Sequence[tuple[int, str]], now: datetime) -> None:
    """Give each person of the guild a copy of what they may know."""
    rules = read_standing(session, guild_id, None)[1]
    copies = [
        {"user_id": person.user_id, "kind": kind, "facts": {}, "notice_id": notice_id}
        for person in read_roll(session, guild_id).people
        for notice_id, kind in notices
        if is_open(kind, tools_of(person.standing, rules, now))
    ]
    tell_people(session, copies)


def _plan(session: Session, guild_id: int, notices: Sequence[tuple[int, str]], now: datetime) -> None:
    """Have the notices sent to each of the guild's channels that wants their kind."""
    of_guild = (NotificationChannel.guild_id == guild_id, NotificationChannel.is_on)
    planned = [
        {
            "channel_id": channel.id,
            "notice_id": notice_id,
            "state": State.WAITING,
            "due_at": due_at(times_of(channel), now),
        }
        for channel in session.scalars(select(NotificationChannel).where(*of_guild))
        for notice_id, kind in notices
        if kind in channel.kinds
    ]
    if planned:
        session.execute(insert(Delivery), planned)


def times_of(channel: NotificationChannel) -> Times:
    """Return when a channel may be told."""
    return Times(
        rhythm=channel.rhythm,
        timezone=channel.timezone,
        quiet_from=channel.quiet_from,
        quiet_until=channel.quiet_until,
    )


def _row(guild_id: int, notice: Notice, now: datetime) -> dict[str, object]:
    return {
        "guild_id": guild_id,
        "kind": notice.kind.value,
        "cause_key": notice.cause_key,
        "character_id": notice.character_id,
        "facts": dict(notice.facts),
        "at": now,
    }
