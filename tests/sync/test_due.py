"""What the clock rings."""

from datetime import timedelta

from sqlalchemy import text

from tests.sync.conftest import Engine
from tests.sync.queues import waiting
from webapp.database import transaction
from webapp.jobs.queues import Queue, app_redis
from webapp.sync import due
from webapp.sync.wishes import wish_guild_refresh


class TestRingIfDue:
    def test_what_is_due_rings_the_sync_bell_once(self, engine: Engine) -> None:
        due.ring_if_due(engine.now)
        due.ring_if_due(engine.now)

        assert waiting(Queue.SYNC) == ["sync-due-1"]

    def test_a_wish_rings_for_those_who_wait(self, synced: Engine) -> None:
        synced.pass_time(timedelta(hours=1))

        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        assert waiting(Queue.INTERACTIVE) == ["sync-wishes-1"]

    def test_a_lost_bell_is_rung_again(self, synced: Engine) -> None:
        synced.pass_time(timedelta(hours=1))
        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)
        app_redis().flushdb()

        due.ring_if_due(synced.now)

        assert waiting(Queue.INTERACTIVE) == ["sync-wishes-1"]

    def test_a_roster_without_a_target_gets_one(self, engine: Engine) -> None:
        engine.forget_targets()

        due.ring_if_due(engine.now)

        assert engine.strip().next_roster_at == engine.now

    def test_it_rings_although_what_is_seen_cannot_be_written_down(self, engine: Engine) -> None:
        with transaction() as session:
            session.execute(text("DROP TABLE service_sightings"))

        due.ring_if_due(engine.now)

        assert waiting(Queue.SYNC) == ["sync-due-1"]
