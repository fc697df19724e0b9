"""The addresses of a guild's roster."""

from dataclasses import replace
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request
from htmx_flask import make_response
from htmx_flask.requests import HtmxHeaders
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.permissions.audience_words import narrow_lines
from webapp.permissions.policy import Tool
from webapp.roster import actions, queries
from webapp.roster.audience import EXPLAINED
from webapp.roster.filters import RosterFilter, read_filter
from webapp.roster.page import RosterPage
from webapp.web.gate import access, requires
from webapp.web.guild_address import GuildAddress
from webapp.web.refusals import closed_sentences
from webapp.web.request_values import HIGHEST_ID
from webapp.web.subjects import guild_here
from webapp.web.viewer import current_viewer

bp = Blueprint("roster", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>")
BAD_FIELD, SEE_OTHER = 400, 303


@bp.get("/")
@requires(Tool.ROSTER)
def index(**_address: str) -> tuple[str, int]:
    """Show the whole page; a field that cannot be used is named and left out."""
    tools = access().tools
    page = replace(
        _page(guild_here()),
        has_settings=Tool.SETTINGS in tools,
        has_operations=Tool.OPERATIONS in tools,
    )
    return render_template("roster/index.html", page=page), _status(page)


@bp.get("/_table")
@requires(Tool.ROSTER)
def table(**_address: str) -> Response:
    """Show only the table, for filters and live updates; the address bar follows."""
    page = _page(guild_here())
    response: Response = make_response(
        render_template("roster/_table.html", page=page), push_url=_address_to_push(page.url)
    )
    response.status_code = _status(page)
    return response


@bp.get("/_strip")
@requires(Tool.ROSTER)
def strip(**_address: str) -> Response:
    """Show only the sync strip, and ring for a new table when the data is newer than ``version``."""
    guild = guild_here()
    allowed = access()
    page = queries.strip_page(
        guild, _view(), tools=allowed.tools, is_member=allowed.standing.rank is not None, now=clock.now()
    )
    is_newer = request.args.get("version") != str(guild.data_version)
    response: Response = make_response(
        render_template("roster/_strip.html", page=page), trigger="roster-changed" if is_newer else None
    )
    return response


@bp.post("/refresh")
@requires(Tool.SYNC)
def refresh(**_address: str) -> Response:
    """Wish for a fresh roster and fresh characters, then go back to the roster."""
    guild = guild_here()
    actions.wish_refresh(guild.id, now=clock.now())
    return _back(guild)


@bp.post(f"/runs/<int(max={HIGHEST_ID}):run_id>/cancel")
@requires(Tool.SYNC)
def cancel(run_id: int, **_address: str) -> Response:
    """Ask a run of this guild to stop, then go back to the roster."""
    guild = guild_here()
    actions.cancel_run(guild.id, run_id, now=clock.now())
    return _back(guild)


def _view() -> RosterFilter:
    return read_filter(request.args.to_dict(flat=False))[0]


def _page(guild: GuildAddress) -> RosterPage:
    view, problems = read_filter(request.args.to_dict(flat=False))
    allowed, viewer, now = access(), current_viewer(), clock.now()
    return queries.roster_page(
        guild,
        view,
        problems,
        tools=allowed.tools,
        is_member=allowed.standing.rank is not None,
        notes=[*closed_sentences(EXPLAINED, allowed, now), *narrow_lines(allowed)],
        viewer_id=None if viewer is None else viewer.user_id,
        now=now,
    )


def _status(page: RosterPage) -> int:
    return BAD_FIELD if page.problems else 200


def _back(guild: GuildAddress) -> Response:
    query = _view().query()
    return redirect(f"{guild.path}?{query}" if query else guild.path, SEE_OTHER)


def _address_to_push(url: str) -> str | None:
    """Return the page's address unless the browser is there already: a live update adds no history."""
    try:
        shown = urlsplit(HtmxHeaders(request.headers).current_url or "")
    except ValueError:  # anybody can send any header
        return url
    return None if f"{shown.path}?{shown.query}".rstrip("?") == url else url
