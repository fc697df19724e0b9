"""The bell of the logs: one at a time on its queue, and silent without a client."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.sync.logs.conftest import LogsEngine
from tests.sync.queues import waiting, work_off
from webapp.database import transaction
from webapp.jobs.queues import Queue
from webapp.models import Character
from webapp.sync.logs import jobs
from webapp.sync.logs.targets import make_logs_due
from webapp.words import RunOutcome


@pytest.fixture
def unconnected(logs: LogsEngine) -> LogsEngine:
    """Take the credentials away."""
    extensions = logs.engine.app.extensions
    without = {"warcraftlogs_client_id": "", "warcraftlogs_client_secret": ""}
    extensions["muster_settings"] = replace(extensions["muster_settings"], **without)
    return logs


class TestRing:
    def test_the_clock_rings_once_and_a_worker_looks(self, logs: LogsEngine) -> None:
        jobs.ring_logs_if_due(logs.engine.now)
        jobs.ring_logs_if_due(logs.engine.now)
        rung = waiting(Queue.ENRICHMENT)

        work_off(logs.engine, Queue.ENRICHMENT)

        assert rung.count("sync-logs-1") == 1
        assert logs.last_run().outcome is RunOutcome.OK
        assert logs.names("ranked")

    def test_nothing_is_rung_when_nothing_is_due(self, logs: LogsEngine) -> None:
        logs.look()

        jobs.ring_logs_if_due(logs.engine.now)

        assert "sync-logs-1" not in waiting(Queue.ENRICHMENT)


class TestNotConnected:
    def test_nothing_is_asked_and_nothing_is_due(self, unconnected: LogsEngine) -> None:
        jobs.ring_logs_if_due(unconnected.engine.now)
        jobs.sync_logs()
        with transaction() as session:
            make_logs_due(session, session.scalars(select(Character.id)).all(), unconnected.engine.now)

        assert unconnected.targets() == 0
        assert waiting(Queue.ENRICHMENT).count("sync-logs-1") == 0
        assert unconnected.engine.simulator.control.count("wcl-graphql") == 0

    def test_nothing_is_logged(self, unconnected: LogsEngine, capsys: pytest.CaptureFixture[str]) -> None:
        capsys.readouterr()

        jobs.ring_logs_if_due(unconnected.engine.now)

        assert "logs" not in capsys.readouterr().out
