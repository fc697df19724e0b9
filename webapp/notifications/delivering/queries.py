"""Say whether anything waits to be sent."""

from datetime import datetime

from sqlalchemy import or_, select

from webapp.extensions import db
from webapp.models import Delivery, NotificationChannel
from webapp.notifications.verdict import State


def is_anything_due(now: datetime) -> bool:
    """Say whether a channel that is on has something to send, or a worker may have been lost."""
    session = db.session()
    try:
        may_send = or_(NotificationChannel.not_before.is_(None), NotificationChannel.not_before <= now)
        query = select(Delivery.id).join(NotificationChannel, NotificationChannel.id == Delivery.channel_id)
        query = query.where(Delivery.due_at <= now, NotificationChannel.is_on, may_send)
        waits = Delivery.state.in_([State.WAITING, State.SENDING])
        return session.scalar(query.where(waits).limit(1)) is not None
    finally:
        session.rollback()
