"""The addresses of the cache's health."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.lib.forms import BadForm, FieldProblem
from webapp.operations.cache import actions, queries
from webapp.operations.cache.forms import BadFilter, Wanted, read_character, read_filter, read_group
from webapp.operations.cache.words import DONE
from webapp.permissions.changes import Moved, Refused
from webapp.permissions.policy import Tool
from webapp.web.gate import access, operators_only, requires
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

BAD_QUERY, MOVED_ON, UNPROCESSABLE, SEE_OTHER = 400, 409, 422, 303
Answer = Response | tuple[str, int]
Press = Callable[[int | None, int, datetime], None]
"""Does something about a guild, or about the whole server with None, for whoever pressed, at a moment."""


class OnGroup(Protocol):
    """An action on a group of failures as its button counted it."""

    def __call__(self, guild_id: int | None, actor_id: int, wanted: Wanted, *, now: datetime) -> None:
        """Do it, or raise why not."""


server = Blueprint("server_cache", __name__, url_prefix="/operations/cache")
guild = Blueprint(
    "guild_cache", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/cache"
)


def _on_group(action: OnGroup) -> Press:
    """Return the press that does something about the group of failures that its form names."""
    return lambda guild_id, actor_id, now: action(guild_id, actor_id, read_group(request.form), now=now)


def _purge(guild_id: int | None, actor_id: int, now: datetime) -> None:
    actions.purge(guild_id, actor_id, read_character(request.form), now=now)


PRESSES: Mapping[str, Press] = {
    "retry": _on_group(actions.retry),
    "park": _on_group(actions.park),
    "mute": _on_group(actions.mute),
    "unmute": _on_group(actions.unmute),
    "purge": _purge,
}
"""What each button does, by the last word of its address; in a guild to its members, else to everybody."""


@server.get("/")
@operators_only
def index() -> str:
    """Show the health of everything that is stored."""
    page = queries.server_page(now=clock.now())
    return render_template("operations/cache.html", page=replace(page, done=_done()))


@server.get("/sections")
@operators_only
def sections() -> str:
    """Show the sections of one count."""
    return _list(None)


@guild.get("/", endpoint="index")
@requires(Tool.OPERATIONS)
def guild_index(**_address: str) -> str:
    """Show the health of what is stored about a guild."""
    page = queries.guild_page(guild_here(), access(), now=clock.now())
    return render_template("operations/cache.html", page=replace(page, done=_done()))


@guild.get("/sections", endpoint="sections")
@requires(Tool.OPERATIONS)
def guild_sections(**_address: str) -> str:
    """Show the sections of one count."""
    return _list(guild_here().id)


def _done() -> str:
    """Return what to say of the press that led here, if one did."""
    return DONE.get(request.args.get("done", ""), "")


def _list(guild_id: int | None) -> str:
    try:
        wanted = read_filter(request.args)
    except BadFilter as bad:
        abort(BAD_QUERY, str(bad))
    whose, allowed = (None, None) if guild_id is None else (guild_here(), access())
    page = queries.list_page(whose, allowed, wanted, now=clock.now())
    return render_template("operations/sections.html", page=page)


def _add_press(name: str, press: Press) -> None:
    """Give a button its two addresses: for everything that is stored, and for one guild's members."""

    @server.post(f"/{name}", endpoint=name)
    @operators_only
    def of_server() -> Answer:
        return _do(None, name, press)

    @guild.post(f"/{name}", endpoint=name)
    @requires(Tool.OPERATIONS)
    def of_guild(**_address: str) -> Answer:
        return _do(guild_here().id, name, press)


for _name, _press in PRESSES.items():
    _add_press(_name, _press)


def _do(guild_id: int | None, name: str, press: Press) -> Answer:
    """Do what a button asks for, then lead back; what cannot be done is said above the same page."""
    now = clock.now()
    try:
        press(guild_id, viewer_here().user_id, now)
    except BadForm as bad:
        return _page(guild_id, bad.problems, now), UNPROCESSABLE
    except Moved as moved:
        return _page(guild_id, (FieldProblem("counted", str(moved)),), now), MOVED_ON
    except Refused as refused:
        return _page(guild_id, (FieldProblem(refused.field, refused.sentence),), now), MOVED_ON
    home = queries.home_of(None if guild_id is None else guild_here())
    return redirect(f"{home}?done={name}", SEE_OTHER)


def _page(guild_id: int | None, problems: tuple[FieldProblem, ...], now: datetime) -> str:
    if guild_id is None:
        page = queries.server_page(now=now, problems=problems)
    else:
        page = queries.guild_page(guild_here(), access(), now=now, problems=problems)
    return render_template("operations/cache.html", page=page)
