"""The addresses of the cache's health."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.lib.forms import BadForm, FieldProblem
from webapp.operations.cache import actions, queries
from webapp.operations.cache.forms import BadFilter, Wanted, read_character, read_filter, read_group
from webapp.permissions.changes import Moved, Refused
from webapp.permissions.policy import Tool
from webapp.web.gate import access, operators_only, requires
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

BAD_QUERY, MOVED_ON, UNPROCESSABLE, SEE_OTHER = 400, 409, 422, 303
Answer = Response | tuple[str, int]
server = Blueprint("server_cache", __name__, url_prefix="/operations/cache")
guild = Blueprint(
    "guild_cache", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/cache"
)


@server.get("/")
@operators_only
def index() -> str:
    """Show the health of everything that is stored."""
    return render_template("operations/cache.html", page=queries.server_page(now=clock.now()))


@server.get("/sections")
@operators_only
def sections() -> str:
    """Show the sections of one count."""
    return _list(None)


@server.post("/retry")
@operators_only
def retry() -> Answer:
    """Look again at a group of failures."""
    return _do(None, lambda actor, now: actions.retry(None, actor, _group(), now=now))


@server.post("/park")
@operators_only
def park() -> Answer:
    """Put a group of failures off for a week."""
    return _do(None, lambda actor, now: actions.park(None, actor, _group(), now=now))


@server.post("/mute")
@operators_only
def mute() -> Answer:
    """Leave a group of failures out of the verdict."""
    return _do(None, lambda actor, now: actions.mute(None, actor, _group(), now=now))


@server.post("/unmute")
@operators_only
def unmute() -> Answer:
    """Let a group of failures count again."""
    return _do(None, lambda actor, now: actions.unmute(None, actor, _group(), now=now))


@server.post("/purge")
@operators_only
def purge() -> Answer:
    """Drop what was read about a character."""
    return _do(None, lambda actor, now: actions.purge(None, actor, read_character(request.form), now=now))


@guild.get("/", endpoint="index")
@requires(Tool.OPERATIONS)
def guild_index(**_address: str) -> str:
    """Show the health of what is stored about a guild."""
    page = queries.guild_page(guild_here(), access(), now=clock.now())
    return render_template("operations/cache.html", page=page)


@guild.get("/sections", endpoint="sections")
@requires(Tool.OPERATIONS)
def guild_sections(**_address: str) -> str:
    """Show the sections of one count."""
    return _list(guild_here().id)


@guild.post("/retry", endpoint="retry")
@requires(Tool.OPERATIONS)
def retry_guild(**_address: str) -> Answer:
    """Look again at a group of failures."""
    here = guild_here().id
    return _do(here, lambda actor, now: actions.retry(here, actor, _group(), now=now))


@guild.post("/park", endpoint="park")
@requires(Tool.OPERATIONS)
def park_guild(**_address: str) -> Answer:
    """Put a group of failures off for a week."""
    here = guild_here().id
    return _do(here, lambda actor, now: actions.park(here, actor, _group(), now=now))


@guild.post("/mute", endpoint="mute")
@requires(Tool.OPERATIONS)
def mute_guild(**_address: str) -> Answer:
    """Leave a group of failures out of the verdict."""
    here = guild_here().id
    return _do(here, lambda actor, now: actions.mute(here, actor, _group(), now=now))


@guild.post("/unmute", endpoint="unmute")
@requires(Tool.OPERATIONS)
def unmute_guild(**_address: str) -> Answer:
    """Let a group of failures count again."""
    here = guild_here().id
    return _do(here, lambda actor, now: actions.unmute(here, actor, _group(), now=now))


@guild.post("/purge", endpoint="purge")
@requires(Tool.OPERATIONS)
def purge_guild(**_address: str) -> Answer:
    """Drop what was read about a member."""
    here = guild_here().id
    return _do(here, lambda actor, now: actions.purge(here, actor, read_character(request.form), now=now))


def _list(guild_id: int | None) -> str:
    try:
        wanted = read_filter(request.args)
    except BadFilter as bad:
        abort(BAD_QUERY, str(bad))
    whose, allowed = (None, None) if guild_id is None else (guild_here(), access())
    page = queries.list_page(whose, allowed, wanted, now=clock.now())
    return render_template("operations/sections.html", page=page)


def _do(guild_id: int | None, action: Callable[[int, datetime], None]) -> Answer:
    """Do what a button asks for, then lead back; what cannot be done is said above the same page."""
    now = clock.now()
    try:
        action(viewer_here().user_id, now)
    except BadForm as bad:
        return _page(guild_id, bad.problems, now), UNPROCESSABLE
    except Moved as moved:
        return _page(guild_id, (FieldProblem("counted", str(moved)),), now), MOVED_ON
    except Refused as refused:
        return _page(guild_id, (FieldProblem(refused.field, refused.sentence),), now), MOVED_ON
    return redirect(queries.home_of(None if guild_id is None else guild_here()), SEE_OTHER)


def _page(guild_id: int | None, problems: tuple[FieldProblem, ...], now: datetime) -> str:
    if guild_id is None:
        page = queries.server_page(now=now, problems=problems)
    else:
        page = queries.guild_page(guild_here(), access(), now=now, problems=problems)
    return render_template("operations/cache.html", page=page)


def _group() -> Wanted:
    return read_group(request.form)
