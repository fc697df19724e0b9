"""The bell of raid reports, and what the clock asks: without a client of Warcraft Logs it asks nothing."""

from datetime import datetime, timedelta

from webapp.config import current_settings
from webapp.database import transaction
from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.sync.jobs import stop_signal
from webapp.sync.logs.outside import logs_connection, warcraftlogs
from webapp.sync.logs.raids.looks import insert_missing_looks, is_raid_look_due
from webapp.sync.logs.raids.work import RaidShift, work_on_raids

WORK_FOR = timedelta(seconds=60)


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=3))
def sync_raid_reports() -> None:
    """Look at the raid reports of guilds that are due, for at most a minute."""
    if logs_connection(current_settings()).is_connected:
        _work()


def ring_raid_reports_if_due(now: datetime) -> None:
    """Ring when a guild's reports are due, after making sure that every guild's can become due."""
    if not logs_connection(current_settings()).is_connected:
        return
    with transaction() as session:
        insert_missing_looks(session, now)
        is_due = is_raid_look_due(session, now)
    if is_due:
        ring(sync_raid_reports, key="sync-raid-reports-1")


def _work() -> None:
    with stop_signal() as is_told_to_stop:
        work_on_raids(
            RaidShift(
                client=warcraftlogs(),
                clock=clock.now,
                until=clock.now() + WORK_FOR,
                is_told_to_stop=is_told_to_stop,
            )
        )
