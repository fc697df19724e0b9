"""With Warcraft Logs the bell rings and the simulator's raids are read; without it nothing is asked."""

from dataclasses import replace

from sqlalchemy import func, select

from tests.sync.logs.conftest import LogsEngine
from tests.sync.queues import waiting
from webapp.extensions import db
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.models import RaidAttendance, RaidLook, RaidReport
from webapp.sync.logs.raids import jobs


class TestRaidReports:
    def test_the_simulators_raids_are_read(self, logs: LogsEngine) -> None:
        jobs.ring_raid_reports_if_due(clock.now())
        jobs.sync_raid_reports()

        db.session.rollback()
        look = db.session.get_one(RaidLook, logs.engine.guild_id)
        reports = db.session.scalar(select(func.count()).select_from(RaidReport)) or 0
        raiders = db.session.scalar(select(func.count(RaidAttendance.character_id.distinct()))) or 0
        assert "sync-raid-reports-1" in waiting(Queue.ENRICHMENT)
        assert (look.outcome, reports > 10, raiders > 5) == ("ok", True, True)


class TestNotConnected:
    def test_nothing_is_asked(self, logs: LogsEngine) -> None:
        extensions = logs.engine.app.extensions
        without = {"warcraftlogs_client_id": "", "warcraftlogs_client_secret": ""}
        extensions["muster_settings"] = replace(extensions["muster_settings"], **without)

        jobs.ring_raid_reports_if_due(clock.now())
        jobs.sync_raid_reports()

        assert db.session.scalar(select(func.count()).select_from(RaidLook)) == 0
