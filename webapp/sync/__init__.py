"""The sync engine: what is due is in the database, workers claim it, fetch it and write it."""

from flask import Flask

from webapp.jobs.job import AT_THE_END
from webapp.sync import jobs
from webapp.sync.logs import jobs as logs_jobs
from webapp.sync.sightings import tell_calls
from webapp.sync.upkeep import jobs as upkeep_jobs

__all__ = ["init_app", "jobs", "logs_jobs", "upkeep_jobs"]


def init_app(app: Flask) -> None:
    """Make the engine's jobs known; the client of Battle.net is built when a job first needs it."""
    app.extensions.setdefault("muster_battlenet", {})
    if tell_calls not in AT_THE_END:
        AT_THE_END.append(tell_calls)
