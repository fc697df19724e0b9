"""Set up where a guild's notices go: one transaction each, the right asked for in it; the log says who did.

Neither the log nor anything else holds the address but the column that has it encrypted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select

from webapp.config import current_settings
from webapp.database import transaction
from webapp.jobs.bells import ring
from webapp.models import Delivery, NotificationChannel
from webapp.notices.forms import WantedChannel
from webapp.notifications.discord import sealed
from webapp.notifications.jobs import deliver_notices
from webapp.notifications.kinds import Kind, Medium, open_kinds
from webapp.notifications.verdict import State
from webapp.permissions.audit import Action
from webapp.permissions.changes import Change, Refused, begin_change
from webapp.permissions.policy import Tool, tools_of

NONE_SET = "There is no address. Set one first."
IS_OFF = "It is switched off. Save the address anew first."
STILL_WAITS = "A test waits to be sent already. See below how it goes."


def save_channel(
    guild_id: int, actor_id: int, wanted: WantedChannel, *, medium: Medium, now: datetime
) -> None:
    """Store what is told where; a new address, or the old one saved anew, is switched on."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.NOTIFICATIONS)
        channel = _channel(change, medium)
        before = None if channel is None else {"kinds": list(channel.kinds)}
        channel = channel or _new_channel(change, wanted, medium)
        if wanted.address is not None:
            channel.sealed, channel.shown = sealed(wanted.address, current_settings()), wanted.shown
            channel.not_before = None
        channel.kinds, channel.is_on, channel.trouble = _kinds(change, wanted, before), True, None
        for field, value in asdict(wanted.times).items():
            setattr(channel, field, value)
        after = {"kinds": list(channel.kinds), "has_new_address": wanted.address is not None}
        after |= asdict(wanted.times)
        change.record(Action.CHANNEL_SAVED, subject=medium, before=before, after=after, changes_rights=False)


def _kinds(change: Change, wanted: WantedChannel, before: Mapping[str, Sequence[str]] | None) -> list[str]:
    """Return what is told from now on: of kinds that the officer may not know of, what was told before."""
    open_to = set(open_kinds(tools_of(change.standing, change.rules, change.now)))
    old = () if before is None else before["kinds"]
    return [kind.value for kind in Kind if kind in (wanted.kinds if kind in open_to else old)]


def _new_channel(change: Change, wanted: WantedChannel, medium: Medium) -> NotificationChannel:
    if wanted.address is None:
        raise Refused("test", NONE_SET)
    channel = NotificationChannel(guild_id=change.guild.id, medium=medium, sealed="", shown="")
    change.session.add(channel)
    return channel


def remove_channel(guild_id: int, actor_id: int, *, medium: Medium, now: datetime) -> None:
    """Forget the address, and how deliveries to it went; Refused without one."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.NOTIFICATIONS)
        channel = _channel(change, medium)
        if channel is None:
            raise Refused("test", NONE_SET)
        before = {"kinds": list(channel.kinds)}
        change.record(Action.CHANNEL_REMOVED, subject=medium, before=before, after=None, changes_rights=False)
        session.delete(channel)


def ask_for_test(guild_id: int, actor_id: int, *, medium: Medium, now: datetime) -> None:
    """Have a test sent; Refused while one waits, or it is off."""
    with transaction() as session:
        change = begin_change(session, guild_id, actor_id, now, tool=Tool.NOTIFICATIONS)
        channel = _channel(change, medium)
        if channel is None:
            raise Refused("test", NONE_SET)
        if not channel.is_on:
            raise Refused("test", IS_OFF)
        tests = (Delivery.channel_id == channel.id, Delivery.notice_id.is_(None))
        open_states = Delivery.state.in_([State.WAITING, State.SENDING])
        if session.scalar(select(func.count()).where(*tests, open_states)):
            raise Refused("test", STILL_WAITS)
        session.add(Delivery(channel_id=channel.id, state=State.WAITING, due_at=now, attempts=0))
        change.record(Action.CHANNEL_TESTED, subject=medium, before=None, after=None, changes_rights=False)
    ring(deliver_notices, key="deliver-notices-1")


def _channel(change: Change, medium: Medium) -> NotificationChannel | None:
    own = (NotificationChannel.guild_id == change.guild.id, NotificationChannel.medium == medium)
    return change.session.scalar(select(NotificationChannel).where(*own).with_for_update())
