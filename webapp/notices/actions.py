"""Set up where a guild's notices go: one transaction each, the right asked for in it; the log says who did.

Neither the log nor anything else holds the address but the column that has it encrypted.
"""

from datetime import datetime

from sqlalchemy import func, select

from webapp.config import current_settings
from webapp.database import transaction
from webapp.jobs.bells import ring
from webapp.models import Delivery, NotificationChannel
from webapp.notices.forms import WantedChannel
from webapp.notices.queries import DISCORD
from webapp.notifications.discord import sealed
from webapp.notifications.jobs import deliver_notices
from webapp.notifications.verdict import State
from webapp.notifications.webhook import shown
from webapp.permissions.audit import Action
from webapp.permissions.changes import Change, Refused, begin_change
from webapp.permissions.policy import Tool

NONE_SET = "There is no webhook. Set one first."
IS_OFF = "The webhook is switched off. Save its address anew first."
STILL_WAITS = "A test waits to be sent already. See below how it goes."


def save_discord(guild_id: int, actor_id: int, wanted: WantedChannel, *, now: datetime) -> None:
    """Store what is told where; a new address, or the old one saved anew, is switched on."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.OPERATIONS)
        channel = _channel(change)
        before = None if channel is None else {"kinds": list(channel.kinds)}
        channel = channel or _new_channel(change, wanted)
        if wanted.path is not None:
            channel.sealed, channel.shown = sealed(wanted.path, current_settings()), shown(wanted.path)
            channel.not_before = None
        channel.kinds, channel.is_on, channel.trouble = [kind.value for kind in wanted.kinds], True, None
        after = {"kinds": list(channel.kinds), "has_new_address": wanted.path is not None}
        change.record(Action.CHANNEL_SAVED, subject=DISCORD, before=before, after=after, changes_rights=False)


def _new_channel(change: Change, wanted: WantedChannel) -> NotificationChannel:
    if wanted.path is None:
        raise Refused("test", NONE_SET)
    channel = NotificationChannel(guild_id=change.guild.id, medium=DISCORD, sealed="", shown="")
    change.session.add(channel)
    return channel


def remove_discord(guild_id: int, actor_id: int, *, now: datetime) -> None:
    """Forget the webhook, and how deliveries to it went; Refused without one."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.OPERATIONS)
        channel = _channel(change)
        if channel is None:
            raise Refused("test", NONE_SET)
        before = {"kinds": list(channel.kinds)}
        change.record(
            Action.CHANNEL_REMOVED, subject=DISCORD, before=before, after=None, changes_rights=False
        )
        session.delete(channel)


def ask_for_test(guild_id: int, actor_id: int, *, now: datetime) -> None:
    """Have a test sent; Refused while one waits, or the webhook is off."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.OPERATIONS)
        channel = _channel(change)
        if channel is None:
            raise Refused("test", NONE_SET)
        if not channel.is_on:
            raise Refused("test", IS_OFF)
        tests = (Delivery.channel_id == channel.id, Delivery.notice_id.is_(None))
        open_states = Delivery.state.in_([State.WAITING, State.SENDING])
        if session.scalar(select(func.count()).where(*tests, open_states)):
            raise Refused("test", STILL_WAITS)
        session.add(Delivery(channel_id=channel.id, state=State.WAITING, due_at=now, attempts=0))
        change.record(Action.CHANNEL_TESTED, subject=DISCORD, before=None, after=None, changes_rights=False)
    ring(deliver_notices, key="deliver-notices-1")


def _channel(change: Change) -> NotificationChannel | None:
    own = (NotificationChannel.guild_id == change.guild.id, NotificationChannel.medium == DISCORD)
    return change.session.scalar(select(NotificationChannel).where(*own).with_for_update())
