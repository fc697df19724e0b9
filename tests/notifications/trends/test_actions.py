"""A trouble is told once, and again when it came back after it was over."""

from datetime import datetime, timedelta

from sqlalchemy import select

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild, GuildNotice, ServiceSighting
from webapp.notifications.actions import tell_events
from webapp.notifications.trends.actions import tell_states


def told(cast: Cast) -> list[str]:
    with cast.app.app_context():
        tell_states(clock.now())
        rows = db.session.scalars(select(GuildNotice.kind).order_by(GuildNotice.id))
        return list(rows)


def read_at(cast: Cast, at: datetime) -> None:
    with cast.app.app_context(), transaction() as session:
        for guild in session.scalars(select(Guild)):
            guild.roster_succeeded_at = at


def test_each_lateness_is_told_once_and_nobody_before_the_first_look(cast_on: Cast) -> None:
    now = clock.now()
    read_at(cast_on, now - timedelta(hours=4))
    assert told(cast_on) == []
    with cast_on.app.app_context():
        tell_events(now)

    assert told(cast_on) == told(cast_on) == ["sync_late", "sync_late"]
    read_at(cast_on, now - timedelta(hours=5))
    assert len(told(cast_on)) == 4


def test_a_refused_key_is_told_to_every_guild_once(cast: Cast) -> None:
    read_at(cast, clock.now())
    with cast.app.app_context(), transaction() as session:
        refused = {"trouble": "auth", "trouble_since": clock.now(), "looked_at": clock.now()}
        session.add(ServiceSighting(name="battlenet", **refused))
    with cast.app.app_context():
        tell_events(clock.now())

    assert told(cast) == told(cast) == ["key_refused", "key_refused"]
    assert "refuses this server&#39;s key" in cast.browser("Jaina").get("/me/notifications").text
