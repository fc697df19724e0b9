"""Channels and what waits for them, for tests."""

from sqlalchemy import select

from tests.notifications.history import promote
from tests.rights.cast import Cast
from tests.support.roll import PAGE
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Delivery, NotificationChannel
from webapp.notifications.actions import tell_events
from webapp.notifications.kinds import Kind

ADDRESS = "https://discord.com/api/webhooks/123456789012345678/" + "secret-" * 8
NOTIFICATIONS = PAGE + "notifications/"


def connect(cast: Cast, *kinds: Kind) -> None:
    """Let an officer set up the webhook, and the first look at the guild be over."""
    with cast.app.app_context():
        tell_events(clock.now())
    form = {"address": ADDRESS, "kind": list(kinds or Kind)}
    assert cast.browser("Jaina").post(NOTIFICATIONS + "discord", data=form).status_code == 303


def tell(cast: Cast) -> None:
    """Let a promotion be told."""
    promote(cast, "Anduin")
    with cast.app.app_context():
        tell_events(clock.now())


def deliveries(cast: Cast) -> list[str]:
    """Return how each delivery stands, the first first."""
    with cast.app.app_context():
        return list(db.session.scalars(select(Delivery.state).order_by(Delivery.id)))


def channel(cast: Cast) -> NotificationChannel:
    """Return the channel as it is stored."""
    with cast.app.app_context():
        found = db.session.scalars(select(NotificationChannel)).one()
        db.session.expunge(found)
        return found
