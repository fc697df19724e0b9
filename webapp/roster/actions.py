"""What a person may start or stop from the roster page."""

from datetime import datetime

from flask import abort

from webapp.caching.api import invalidate_guild
from webapp.extensions import db
from webapp.models import SyncRun
from webapp.sync import runs
from webapp.sync.wishes import wish_guild_refresh

NO_SUCH_RUN = "This guild has no such run."


def wish_refresh(guild_id: int, *, now: datetime) -> None:
    """Ask for a fresh roster and fresh characters; within the cool-down this joins the wish before it."""
    wish_guild_refresh(guild_id, asked_by=None, now=now)
    invalidate_guild(guild_id)


def cancel_run(guild_id: int, run_id: int, *, now: datetime) -> None:
    """Ask a run of this guild to stop; one that has ended stays as it is, another guild's is not found."""
    run = db.session.get(SyncRun, run_id)
    if run is None or run.scope != runs.guild_scope(guild_id):
        abort(404, NO_SUCH_RUN)
    runs.request_cancel(run_id, now=now)
    invalidate_guild(guild_id)
