"""The bell of the logs, and what the clock asks: without a client of Warcraft Logs it asks nothing."""

from datetime import datetime, timedelta

from webapp.config import current_settings
from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.sync.jobs import stop_signal, worker_name
from webapp.sync.logs import tick
from webapp.sync.logs.outside import logs_connection, warcraftlogs
from webapp.sync.logs.work import LogsShift, work_on_logs

WORK_FOR = timedelta(seconds=60)


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=3))
def sync_logs() -> None:
    """Look at everybody's logs that are due, for at most a minute."""
    if logs_connection(current_settings()).is_connected:
        _work()


def ring_logs() -> bool:
    """Ring for the logs; a bell that waits or runs already is not doubled."""
    return ring(sync_logs, key="sync-logs-1")


def ring_logs_if_due(now: datetime) -> None:
    """Ring when somebody's logs are due, after making sure that everybody's can become due."""
    if logs_connection(current_settings()).is_connected and tick.prepare(now):
        ring_logs()


def _work() -> None:
    with stop_signal() as is_told_to_stop:
        work_on_logs(
            LogsShift(
                client=warcraftlogs(),
                worker=worker_name(),
                clock=clock.now,
                until=clock.now() + WORK_FOR,
                is_told_to_stop=is_told_to_stop,
            )
        )
