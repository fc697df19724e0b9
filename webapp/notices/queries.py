"""Read where a guild's notices go, and how the last deliveries went."""

from collections.abc import Sequence

from sqlalchemy import select

from webapp.config import current_settings
from webapp.extensions import db
from webapp.lib.forms import Draft
from webapp.models import Delivery, GuildNotice, NotificationChannel
from webapp.notices.page import TITLES, ChannelPart, DeliveryLine, NoticesPage
from webapp.notifications.delivering.actions import TEST
from webapp.notifications.kinds import Medium, is_open, open_kinds
from webapp.notifications.reading import read_sentences
from webapp.notifications.verdict import State
from webapp.notifications.words import CLOSED
from webapp.notifications.writing import times_of
from webapp.permissions.policy import Tool
from webapp.web.guild_address import GuildAddress

MOST = 50
"""So many deliveries are listed, the newest."""


def notices_page(guild: GuildAddress, tools: frozenset[Tool], draft: Draft[str] | None = None) -> NoticesPage:
    """Return the page, as somebody with these tools may see it."""
    channels = {medium: channel_of(guild.id, medium) for medium in Medium}
    return NoticesPage(
        name=guild.name,
        path=guild.path,
        realm_name=guild.realm_name,
        region=guild.region,
        faction=guild.faction,
        channels=[_part(medium, channel) for medium, channel in channels.items()],
        deliveries=_deliveries(guild.id, tools),
        draft=Draft() if draft is None else draft,
        kinds=open_kinds(tools),
    )


def channel_of(guild_id: int, medium: Medium) -> NotificationChannel | None:
    """Return where the guild is told by this medium, if anywhere."""
    own = (NotificationChannel.guild_id == guild_id, NotificationChannel.medium == medium)
    return db.session.scalar(select(NotificationChannel).where(*own))


def _part(medium: Medium, channel: NotificationChannel | None) -> ChannelPart:
    is_possible = medium is not Medium.EMAIL or current_settings().sends_mail
    if channel is None:
        return ChannelPart(medium=medium, is_possible=is_possible)
    return ChannelPart(
        medium=medium,
        is_possible=is_possible,
        shown=channel.shown,
        is_on=channel.is_on,
        trouble=channel.trouble,
        kinds=frozenset(channel.kinds),
        times=times_of(channel),
    )


def _title(medium: str) -> str:
    return TITLES[Medium(medium)] if medium in set(Medium) else medium


def _deliveries(guild_id: int, tools: frozenset[Tool]) -> Sequence[DeliveryLine]:
    query = (
        select(Delivery, GuildNotice.kind, NotificationChannel.medium)
        .join(NotificationChannel, NotificationChannel.id == Delivery.channel_id)
        .outerjoin(GuildNotice, GuildNotice.id == Delivery.notice_id)
        .where(NotificationChannel.guild_id == guild_id)
        .order_by(Delivery.id.desc())
        .limit(MOST)
    )
    rows = db.session.execute(query).all()
    is_closed = {one.notice_id: kind is not None and not is_open(kind, tools) for one, kind, _medium in rows}
    ids = [one.notice_id for one, _kind, _medium in rows if one.notice_id is not None]
    told = read_sentences(db.session(), ids)

    def words(notice_id: int | None) -> str:
        if notice_id is None:
            return TEST
        return CLOSED if is_closed[notice_id] else told[notice_id].text

    return [
        DeliveryLine(
            where=_title(medium),
            what=words(one.notice_id),
            state=one.state,
            at=one.ended_at or one.created_at,
            due_at=one.due_at if one.state == State.WAITING else None,
            trouble=one.trouble,
        )
        for one, _kind, medium in rows
    ]
