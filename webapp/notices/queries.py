"""Read where a guild's notices go, and how the last deliveries went."""

from collections.abc import Sequence

from sqlalchemy import select

from webapp.extensions import db
from webapp.lib.forms import Draft
from webapp.models import Delivery, NotificationChannel
from webapp.notices.page import ChannelLine, DeliveryLine, NoticesPage
from webapp.notifications.delivering.actions import TEST
from webapp.notifications.reading import read_sentences
from webapp.notifications.verdict import State
from webapp.web.guild_address import GuildAddress

MOST = 50
"""So many deliveries are listed, the newest."""
DISCORD = "discord"


def notices_page(guild: GuildAddress, draft: Draft[str] | None = None) -> NoticesPage:
    """Return the page."""
    channel = channel_of(guild.id)
    return NoticesPage(
        name=guild.name,
        path=guild.path,
        realm_name=guild.realm_name,
        region=guild.region,
        faction=guild.faction,
        discord=None if channel is None else _line(channel),
        deliveries=[] if channel is None else _deliveries(channel.id),
        draft=Draft() if draft is None else draft,
    )


def channel_of(guild_id: int) -> NotificationChannel | None:
    """Return the guild's webhook, if it has one."""
    own = (NotificationChannel.guild_id == guild_id, NotificationChannel.medium == DISCORD)
    return db.session.scalar(select(NotificationChannel).where(*own))


def _line(channel: NotificationChannel) -> ChannelLine:
    return ChannelLine(
        shown=channel.shown, is_on=channel.is_on, trouble=channel.trouble, kinds=frozenset(channel.kinds)
    )


def _deliveries(channel_id: int) -> Sequence[DeliveryLine]:
    query = select(Delivery).where(Delivery.channel_id == channel_id).order_by(Delivery.id.desc()).limit(MOST)
    rows = db.session.scalars(query).all()
    told = read_sentences(db.session(), [one.notice_id for one in rows if one.notice_id is not None])
    return [
        DeliveryLine(
            what=TEST if one.notice_id is None else told[one.notice_id].text,
            state=one.state,
            at=one.ended_at or one.created_at,
            due_at=one.due_at if one.state == State.WAITING and one.attempts else None,
            trouble=one.trouble,
        )
        for one in rows
    ]
