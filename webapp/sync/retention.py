"""What the sync itself writes and nobody reads any more: old runs."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from webapp.database import transaction
from webapp.models import SyncRun

RUNS_KEPT = timedelta(days=90)
"""A run is interesting for its season; what it changed is kept as events of the members."""


def drop_old_runs(now: datetime) -> None:
    """Delete runs that ended long ago."""
    with transaction() as session:
        session.execute(
            delete(SyncRun)
            .where(SyncRun.finished_at < now - RUNS_KEPT)
            .execution_options(synchronize_session=False)
        )
