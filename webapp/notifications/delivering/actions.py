"""Send what waits: each delivery is written down as being sent before it is sent, so that none is sent twice.

No call is made inside a transaction. A worker that is lost in between leaves rows that are never sent again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from webapp.config import current_settings
from webapp.database import repeated, transaction
from webapp.models import Delivery, Guild, NotificationChannel
from webapp.notifications import mail
from webapp.notifications.delivering.timing import after_quiet
from webapp.notifications.discord import opened, send
from webapp.notifications.kinds import Kind, Medium
from webapp.notifications.reading import read_sentences
from webapp.notifications.rules import Notice
from webapp.notifications.verdict import LOST, State, Verdict, judge
from webapp.notifications.webhook import message
from webapp.notifications.writing import times_of, write_notices

MOST_TOGETHER = 20
"""So many notices are sent in one message."""
LOST_AFTER = timedelta(minutes=5)
TEST = "This is a test: notices of this guild arrive here."
UNREADABLE = "The address cannot be read any more, because the server's secret changed. Type it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What goes to one channel in one message."""

    channel_id: int
    medium: str
    ids: Sequence[int]
    attempts: int
    sealed: str
    guild: str
    sentences: Sequence[str]


def deliver_due(now: datetime, *, is_over: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, a message for each channel; return how many messages were tried.

    A server that did not answer one channel is not asked for another one in this turn, and nothing is begun
    once the turn ``is_over``: what is left waits for the next.
    """
    with transaction() as session:
        lost = (Delivery.state == State.SENDING, Delivery.updated_at < now - LOST_AFTER)
        given_up = {"state": State.UNKNOWN, "ended_at": now, "trouble": LOST}
        session.execute(update(Delivery).where(*lost).values(given_up))
        waits = (Delivery.state == State.WAITING, Delivery.due_at <= now)
        query = select(NotificationChannel.id, NotificationChannel.medium)
        query = query.join(Delivery, Delivery.channel_id == NotificationChannel.id).where(*waits)
        by_channel = query.group_by(NotificationChannel.id, NotificationChannel.medium)
        rows = session.execute(by_channel.order_by(func.min(Delivery.due_at), NotificationChannel.id))
        channels = [(row.id, row.medium) for row in rows]
    return _in_turn(channels, now, is_over)


def _in_turn(channels: Sequence[tuple[int, str]], now: datetime, is_over: Callable[[], bool]) -> int:
    silent, tried = set[str](), 0
    for channel_id, medium in channels:
        if medium in silent or is_over():
            continue
        verdict = _deliver(channel_id, now)
        tried += verdict is not None
        if verdict is not None and verdict.is_silent:
            silent.add(medium)
    return tried


def _deliver(channel_id: int, now: datetime) -> Verdict | None:
    """Claim, send and judge what one channel has; a worker that is lost has claimed nothing of another."""
    parcel = repeated(partial(_claim, channel_id, now))
    if parcel is None:
        return None
    verdict = _send(parcel, now)
    repeated(partial(_write_down, parcel, verdict, now))
    return verdict


def _claim(channel_id: int, now: datetime) -> Parcel | None:
    """Write down that what waits for a channel is being sent now."""
    with transaction() as session:
        may_send = or_(NotificationChannel.not_before.is_(None), NotificationChannel.not_before <= now)
        query = select(NotificationChannel).where(NotificationChannel.id == channel_id, may_send)
        channel = session.scalar(query.where(NotificationChannel.is_on).with_for_update())
        if channel is None:
            return None
        waits = (Delivery.channel_id == channel_id, Delivery.state == State.WAITING, Delivery.due_at <= now)
        query_due = select(Delivery).where(*waits).order_by(Delivery.id).limit(MOST_TOGETHER)
        due = session.scalars(query_due.with_for_update()).all()
        if not due:
            return None
        for one in due:
            one.state, one.attempts, one.updated_at = State.SENDING, one.attempts + 1, now
        return _parcel(session, channel, due)


def _parcel(session: Session, channel: NotificationChannel, due: Sequence[Delivery]) -> Parcel:
    told = read_sentences(session, [one.notice_id for one in due if one.notice_id is not None])
    return Parcel(
        channel_id=channel.id,
        medium=channel.medium,
        ids=[one.id for one in due],
        attempts=max(one.attempts for one in due),
        sealed=channel.sealed,
        guild=session.scalar(select(Guild.name).where(Guild.id == channel.guild_id)) or "",
        sentences=[TEST if one.notice_id is None else told[one.notice_id].text for one in due],
    )


def _send(parcel: Parcel, now: datetime) -> Verdict:
    settings = current_settings()
    address = opened(parcel.sealed, settings)
    if address is None:
        return Verdict(state=State.FAILED, trouble=UNREADABLE, is_dead=True)
    if parcel.medium == Medium.EMAIL:
        attempt = mail.send(address.split(","), parcel.guild, parcel.sentences, settings)
    else:
        attempt = send(address, message(parcel.guild, parcel.sentences), settings)
    return judge(attempt, parcel.attempts, now)


def _write_down(parcel: Parcel, verdict: Verdict, now: datetime) -> None:
    """Write down how it went; a channel that is dead is switched off, and officers are told."""
    with transaction() as session:
        waits = verdict.state is State.WAITING
        values = {"state": verdict.state, "trouble": verdict.trouble, "ended_at": None if waits else now}
        channel = session.get(NotificationChannel, parcel.channel_id, with_for_update=True)
        if verdict.due_at is not None and channel is not None:
            values |= {"due_at": after_quiet(times_of(channel), verdict.due_at)}
        session.execute(update(Delivery).where(Delivery.id.in_(parcel.ids)).values(values))
        if channel is None or channel.sealed != parcel.sealed:
            return
        channel.not_before = verdict.due_at if verdict.wait else None
        if verdict.is_dead:
            channel.is_on, channel.trouble = False, verdict.trouble
            cause = f"{Kind.CHANNEL_DEAD}:{channel.id}:{parcel.ids[0]}"
            dead = Notice(kind=Kind.CHANNEL_DEAD, cause_key=cause, facts={})
            write_notices(session, channel.guild_id, [dead], now)
