"""Read where a guild's notices go, and how the last deliveries went."""

from collections.abc import Sequence

from sqlalchemy import select

from webapp.extensions import db
from webapp.lib.forms import Draft
from webapp.models import Delivery, GuildNotice, NotificationChannel
from webapp.notices.page import ChannelLine, DeliveryLine, NoticesPage
from webapp.notifications.delivering.actions import TEST
from webapp.notifications.kinds import is_open, open_kinds
from webapp.notifications.reading import read_sentences
from webapp.notifications.verdict import State
from webapp.notifications.words import CLOSED
from webapp.permissions.policy import Tool
from webapp.web.guild_address import GuildAddress

MOST = 50
"""So many deliveries are listed, the newest."""
DISCORD = "discord"


def notices_page(guild: GuildAddress, tools: frozenset[Tool], draft: Draft[str] | None = None) -> NoticesPage:
    """Return the page, as somebody with these tools may see it."""
    channel = channel_of(guild.id)
    return NoticesPage(
        name=guild.name,
        path=guild.path,
        realm_name=guild.realm_name,
        region=guild.region,
        faction=guild.faction,
        discord=None if channel is None else _line(channel),
        deliveries=[] if channel is None else _deliveries(channel.id, tools),
        draft=Draft() if draft is None else draft,
        kinds=open_kinds(tools),
    )


def channel_of(guild_id: int) -> NotificationChannel | None:
    """Return the guild's webhook, if it has one."""
    own = (NotificationChannel.guild_id == guild_id, NotificationChannel.medium == DISCORD)
    return db.session.scalar(select(NotificationChannel).where(*own))


def _line(channel: NotificationChannel) -> ChannelLine:
    return ChannelLine(
        shown=channel.shown, is_on=channel.is_on, trouble=channel.trouble, kinds=frozenset(channel.kinds)
    )


def _deliveries(channel_id: int, tools: frozenset[Tool]) -> Sequence[DeliveryLine]:
    query = (
        select(Delivery, GuildNotice.kind)
        .outerjoin(GuildNotice, GuildNotice.id == Delivery.notice_id)
        .where(Delivery.channel_id == channel_id)
        .order_by(Delivery.id.desc())
        .limit(MOST)
    )
    rows = db.session.execute(query).all()
    is_closed = {one.notice_id: kind is not None and not is_open(kind, tools) for one, kind in rows}
    ids = [one.notice_id for one, _kind in rows if one.notice_id is not None]
    told = read_sentences(db.session(), ids)

    def words(notice_id: int | None) -> str:
        if notice_id is None:
            return TEST
        return CLOSED if is_closed[notice_id] else told[notice_id].text

    return [
        DeliveryLine(
            what=words(one.notice_id),
            state=one.state,
            at=one.ended_at or one.created_at,
            due_at=one.due_at if one.state == State.WAITING and one.attempts else None,
            trouble=one.trouble,
        )
        for one, _kind in rows
    ]
