"""How long a guild's roster stays true by itself, on both databases."""

from datetime import timedelta

from flask import Flask

from tests.support.roll import add_guild, add_member, lantern_watch
from webapp.freshness.states import CHARACTER
from webapp.lib import clock
from webapp.roster.queries import stays_true_for

HOUR = timedelta(hours=1)


class TestStaysTrueFor:
    def test_until_the_oldest_look_of_a_fresh_or_a_late_member_is_too_old(self, app_on: Flask) -> None:
        now = clock.now()
        late = CHARACTER.period + CHARACTER.grace - 2 * HOUR
        with app_on.app_context():
            guild_id = add_guild()
            add_member(guild_id, "Fresh", last_synced_at=now - CHARACTER.period + HOUR)
            add_member(guild_id, "Fresher", last_synced_at=now)
            add_member(
                guild_id, "Late", last_synced_at=now - max(late, CHARACTER.period + timedelta(minutes=1))
            )
            add_member(guild_id, "Stale", last_synced_at=now - 10 * CHARACTER.period)

            assert stays_true_for(lantern_watch(), now) == HOUR

    def test_a_guild_of_nobody_does_not_change_by_itself(self, app_on: Flask) -> None:
        with app_on.app_context():
            add_guild()

            assert stays_true_for(lantern_watch(), clock.now()) is None
