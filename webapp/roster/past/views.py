"""The addresses of a roster's past: a day of it as a file, and what changed between two resets."""

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.roster.past import changes, day
from webapp.roster.past.asking import BadAsking
from webapp.web.downloads import csv_answer, guild_file
from webapp.web.gate import access, requires
from webapp.web.refusals import tool_refused
from webapp.web.subjects import guild_here

bp = Blueprint("roster_past", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>")
OK, BAD_QUERY, FORBIDDEN = 200, 400, 403


def day_page() -> Response:
    """Show the roster as it was on a day, at the roster's own address."""
    _need_insights()
    page = day.past_page(guild_here(), access(), request.args, clock.now())
    html = render_template("roster/past/day.html", page=page)
    return make_response(html, BAD_QUERY if page.problem else OK)


@bp.get("/past/csv")
@requires(Tool.EXPORT)
def export_day(**_address: str) -> Response:
    """Give the roster of a day as a file; who exports has to see it too."""
    _need_insights()
    try:
        head, rows = day.day_file(guild_here(), access(), request.args, clock.now())
    except BadAsking as bad:
        abort(BAD_QUERY, str(bad))
    return csv_answer(guild_file("roster", guild_here(), str(rows[0][0] if rows else "empty")), head, rows)


@bp.get("/changes/")
@requires(Tool.INSIGHTS)
def changes_page(**_address: str) -> Response:
    """Show what changed between two weekly resets."""
    page = changes.changes_page(guild_here(), access(), request.args, clock.now())
    html = render_template("roster/past/changes.html", page=page)
    return make_response(html, BAD_QUERY if page.problem else OK)


@bp.get("/changes/csv")
@requires(Tool.EXPORT)
def export_changes(**_address: str) -> Response:
    """Give the same changes as a file; who exports has to see them too."""
    _need_insights()
    try:
        rows = changes.changes_file(guild_here(), access(), request.args, clock.now())
    except BadAsking as bad:
        abort(BAD_QUERY, str(bad))
    return csv_answer(
        guild_file("changes", guild_here(), *map(str, rows[0][:2] if rows else ())), changes.FILE_HEAD, rows
    )


def _need_insights() -> None:
    if Tool.INSIGHTS not in access().tools:
        abort(FORBIDDEN, tool_refused(Tool.INSIGHTS, access(), clock.now()))
