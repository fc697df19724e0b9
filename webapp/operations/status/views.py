"""The addresses of the sync's status."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.lib.forms import BadForm
from webapp.operations.status import actions, queries
from webapp.operations.status.forms import read_pause, read_scope
from webapp.permissions.policy import Tool
from webapp.web.gate import access, operators_only, requires
from webapp.web.request_values import HIGHEST_ID
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

UNPROCESSABLE, SEE_OTHER = 422, 303
Answer = Response | tuple[str, int]
server = Blueprint("server_sync", __name__, url_prefix="/operations/sync")
guild = Blueprint(
    "guild_sync", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/sync"
)


@server.get("/")
@operators_only
def index() -> str:
    """Show the status of everything."""
    return render_template("operations/sync.html", page=queries.server_page(now=clock.now()))


@server.get("/_live")
@operators_only
def live() -> str:
    """Show only what moves."""
    return render_template("operations/_sync_live.html", page=queries.server_page(now=clock.now()))


@server.post("/pause")
@operators_only
def pause() -> Answer:
    """Stop asking a source, or all."""
    return _do_for_server(
        lambda now: actions.pause_server(
            read_scope(request.form), viewer_here().user_id, read_pause(request.form, now), now=now
        )
    )


@server.post("/resume")
@operators_only
def resume() -> Answer:
    """Ask a source again, or all."""
    return _do_for_server(
        lambda now: actions.resume_server(read_scope(request.form), viewer_here().user_id, now=now)
    )


@server.post(f"/runs/<int(max={HIGHEST_ID}):run_id>/cancel")
@operators_only
def cancel(run_id: int) -> Answer:
    """Ask a run to stop."""
    return _do_for_server(lambda now: actions.cancel_of_server(run_id, viewer_here().user_id, now=now))


@guild.get("/", endpoint="index")
@requires(Tool.OPERATIONS)
def guild_index(**_address: str) -> str:
    """Show the status of one guild's data."""
    page = queries.guild_page(guild_here(), access(), now=clock.now())
    return render_template("operations/sync.html", page=page)


@guild.get("/_live", endpoint="live")
@requires(Tool.OPERATIONS)
def guild_live(**_address: str) -> str:
    """Show only what moves."""
    page = queries.guild_page(guild_here(), access(), now=clock.now())
    return render_template("operations/_sync_live.html", page=page)


@guild.post("/pause", endpoint="pause")
@requires(Tool.OPERATIONS)
def pause_guild(**_address: str) -> Answer:
    """Stop asking about the guild."""
    return _do_for_guild(
        lambda now: actions.pause_guild(
            guild_here().id, viewer_here().user_id, read_pause(request.form, now), now=now
        )
    )


@guild.post("/resume", endpoint="resume")
@requires(Tool.OPERATIONS)
def resume_guild(**_address: str) -> Answer:
    """Ask about the guild again."""
    return _do_for_guild(lambda now: actions.resume_guild(guild_here().id, viewer_here().user_id, now=now))


@guild.post(f"/runs/<int(max={HIGHEST_ID}):run_id>/cancel", endpoint="cancel")
@requires(Tool.OPERATIONS)
def cancel_of_guild(run_id: int, **_address: str) -> Answer:
    """Ask a run of the guild to stop."""
    return _do_for_guild(
        lambda now: actions.cancel_of_guild(guild_here().id, run_id, viewer_here().user_id, now=now)
    )


def _do_for_server(action: Callable[[datetime], None]) -> Answer:
    """Do what a form asks for, then lead back; what cannot be done is said above the same page."""
    now = clock.now()
    try:
        action(now)
    except BadForm as bad:
        page = queries.server_page(now=now, problems=bad.problems)
        return render_template("operations/sync.html", page=page), UNPROCESSABLE
    return redirect(queries.SERVER_HOME, SEE_OTHER)


def _do_for_guild(action: Callable[[datetime], None]) -> Answer:
    now = clock.now()
    try:
        action(now)
    except BadForm as bad:
        page = queries.guild_page(guild_here(), access(), now=now, problems=bad.problems)
        return render_template("operations/sync.html", page=page), UNPROCESSABLE
    return redirect(f"{guild_here().path}sync/", SEE_OTHER)
