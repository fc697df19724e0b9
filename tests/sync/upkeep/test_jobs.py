"""The bells beside the sync."""

from tests.support.roll import add_guild
from tests.sync.conftest import Engine
from tests.sync.queues import waiting, work_off
from webapp.database import transaction
from webapp.extensions import db
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.models import SyncPause
from webapp.sync.seen import ASKED_AGAIN_AFTER, BATTLENET
from webapp.sync.sightings import read_sightings, write_down
from webapp.sync.upkeep.jobs import ring_silent
from webapp.words import PauseScope


def trouble() -> str | None:
    db.session.rollback()
    return read_sightings(db.session())[BATTLENET].trouble


class TestRingSilent:
    def test_who_did_not_answer_is_asked_again_by_a_worker(self, engine: Engine) -> None:
        write_down({BATTLENET: "timeout"}, clock.now() - ASKED_AGAIN_AFTER)
        ring_silent(clock.now())

        work_off(engine, Queue.ENRICHMENT)

        assert trouble() is None

    def test_nobody_asks_what_answers_or_is_paused(self, engine: Engine) -> None:
        write_down({BATTLENET: None}, clock.now() - ASKED_AGAIN_AFTER)
        ring_silent(clock.now())
        write_down({BATTLENET: "timeout"}, clock.now() - ASKED_AGAIN_AFTER)
        with transaction() as session:
            session.add(SyncPause(scope=PauseScope.BATTLENET, paused_at=engine.now, reason=""))
        ring_silent(clock.now())

        assert waiting(Queue.ENRICHMENT) == []

    def test_one_roster_that_failed_alone_is_enough_to_ask(self, engine: Engine) -> None:
        write_down({BATTLENET: None}, clock.now() - ASKED_AGAIN_AFTER)
        add_guild("Alone", roster_outcome="timeout", roster_failures=1, roster_attempted_at=clock.now())
        engine.simulator.control.add_fault("status", kind="realm-index", status=503)
        ring_silent(clock.now())

        work_off(engine, Queue.ENRICHMENT)

        assert trouble() == "upstream"
