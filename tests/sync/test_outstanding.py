"""What the clock tidies up."""

from datetime import timedelta

from tests.sync.conftest import Engine
from webapp.database import transaction
from webapp.sync import outstanding, runs
from webapp.words import RunKind


class TestTidy:
    def test_a_run_whose_worker_was_lost_is_closed_when_nothing_is_left(self, synced: Engine) -> None:
        with transaction() as session:
            scope = runs.guild_scope(synced.guild_id)
            lost = runs.begin_or_join(session, scope, RunKind.CHARACTERS, now=synced.now)

        outstanding.tidy(synced.now + timedelta(minutes=2))

        assert synced.last_run("characters").id == lost.run_id
        assert synced.last_run("characters").finished_at is not None

    def test_a_run_whose_work_is_due_waits_for_the_next_worker(self, synced: Engine) -> None:
        synced.make_due()
        with transaction() as session:
            scope = runs.guild_scope(synced.guild_id)
            runs.begin_or_join(session, scope, RunKind.CHARACTERS, now=synced.now)

        outstanding.tidy(synced.now + timedelta(minutes=2))

        assert synced.last_run("characters").finished_at is None
