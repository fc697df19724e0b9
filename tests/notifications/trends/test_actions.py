"""A trouble is told once, and again when it came back after it was over."""

from datetime import datetime, timedelta

from sqlalchemy import select

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, ClockTick, Guild, GuildNotice, ServiceSighting
from webapp.notifications.actions import tell_events
from webapp.notifications.trends.actions import tell_days, tell_states
from webapp.notifications.trends.looks import LOOK
from webapp.notifications.trends.queries import is_day_due


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
    with cast_on.app.app_context(), transaction() as session:
        since = int((now - timedelta(days=1)).timestamp())
        session.add(ClockTick(name=LOOK, slot=since, ticked_at=now))
    read_at(cast_on, now - timedelta(hours=4))
    assert told(cast_on) == []
    with cast_on.app.app_context():
        tell_events(now)

    assert told(cast_on) == told(cast_on) == ["sync_late", "sync_late"]
    read_at(cast_on, now - timedelta(hours=5))
    assert len(told(cast_on)) == 4


def test_after_a_night_without_the_server_that_is_told_once_and_no_lateness(cast_on: Cast) -> None:
    now = clock.now()
    read_at(cast_on, now - timedelta(hours=9))
    with cast_on.app.app_context(), transaction() as session:
        night = now - timedelta(hours=9)
        session.add(ClockTick(name=LOOK, slot=int(night.timestamp()), ticked_at=night))
    with cast_on.app.app_context():
        tell_events(now)

    assert told(cast_on) == told(cast_on) == ["server_away", "server_away"]
    assert "This server was away from" in cast_on.browser("Jaina").get("/me/notifications").text


def test_a_refused_key_is_told_to_every_guild_once(cast: Cast) -> None:
    read_at(cast, clock.now())
    with cast.app.app_context(), transaction() as session:
        refused = {"trouble": "auth", "trouble_since": clock.now(), "looked_at": clock.now()}
        session.add(ServiceSighting(name="battlenet", **refused))
    with cast.app.app_context():
        tell_events(clock.now())

    assert told(cast) == told(cast) == ["key_refused", "key_refused"]
    assert "refuses this server&#39;s key" in cast.browser("Jaina").get("/me/notifications").text


def test_figures_are_told_once_a_day_and_nothing_at_the_first_look(cast_on: Cast) -> None:
    now = clock.now().replace(hour=17)
    with cast_on.app.app_context(), transaction() as session:
        session.get_one(Character, cast_on.characters["Anduin"]).problem_count = 3
    with cast_on.app.app_context():
        tell_events(now)
        assert is_day_due(now)
        assert [tell_days(now), tell_days(now)] == [0, 0]
        assert not is_day_due(now)

        days = [now + timedelta(days=one) for one in (1, 1, 2)]
        assert [tell_days(at) for at in days] == [1, 0, 0]
    assert "Gear: 1 of 1 members have problems." in cast_on.browser("Jaina").get("/me/notifications").text


def test_a_guild_that_is_gone_from_the_game_is_told_nothing(cast: Cast) -> None:
    now = clock.now().replace(hour=17)
    read_at(cast, now)
    with cast.app.app_context(), transaction() as session:
        refused = {"trouble": "auth", "trouble_since": now, "looked_at": now}
        session.add(ServiceSighting(name="battlenet", **refused))
        session.get_one(Character, cast.characters["Anduin"]).problem_count = 3
    with cast.app.app_context():
        tell_events(now)
        tell_days(now)
        with transaction() as session:
            for guild in session.scalars(select(Guild)):
                guild.archived_at = now

        assert tell_days(now + timedelta(days=1)) == 0
    assert told(cast) == []
