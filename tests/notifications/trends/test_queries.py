"""Who is in trouble, as it is stored."""

from datetime import timedelta

from tests.rights.cast import Cast
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Guild, HeldRoster, SyncPause
from webapp.notifications.actions import tell_events
from webapp.notifications.trends.queries import troubled_guilds
from webapp.words import PauseScope


def test_held_and_late_guilds_are_found_with_their_pause(cast_on: Cast) -> None:
    now = clock.now()
    with cast_on.app.app_context(), transaction() as session:
        session.get_one(Guild, cast_on.guild_id).roster_succeeded_at = now
        session.get_one(Guild, cast_on.other_guild_id).roster_succeeded_at = now - timedelta(days=1)
        session.add(
            SyncPause(scope=PauseScope.GUILD, guild_id=cast_on.other_guild_id, paused_at=now, reason="")
        )
        counts = {"known_count": 50, "seen_count": 10, "leaving_count": 40}
        held = {"held_at": now, "reason": "", "roster_json": {}}
        session.add(HeldRoster(guild_id=cast_on.guild_id, **counts, **held))
    with cast_on.app.app_context():
        tell_events(now)

        found = troubled_guilds(db.session(), now)

    held_one, late_one = found[cast_on.guild_id], found[cast_on.other_guild_id]
    assert (held_one.held_since, held_one.leaving, held_one.is_paused) == (now, 40, False)
    assert (late_one.held_since, late_one.is_paused) == (None, True)


def test_of_a_guild_that_is_archived_nothing_is_late(cast: Cast) -> None:
    now = clock.now()
    with cast.app.app_context(), transaction() as session:
        for guild_id, archived_at in ((cast.guild_id, now), (cast.other_guild_id, None)):
            guild = session.get_one(Guild, guild_id)
            guild.roster_succeeded_at, guild.archived_at = now - timedelta(days=1), archived_at
    with cast.app.app_context():
        tell_events(now)

        assert troubled_guilds(db.session(), now).keys() == {cast.other_guild_id}
