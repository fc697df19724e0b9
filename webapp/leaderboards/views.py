"""The addresses of leaderboards."""

from flask import Blueprint, Response, abort, render_template, request

from webapp.leaderboards import reading
from webapp.leaderboards.page import csv_head, csv_rows
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.web.downloads import csv_answer, guild_file
from webapp.web.gate import access, public, requires
from webapp.web.refusals import tool_refused
from webapp.web.subjects import guild_here

bp = Blueprint("leaderboards", __name__)
FORBIDDEN = 403


@bp.get("/guilds/<string:region>/<string:realm>/<string:name>/leaderboards/")
@requires(Tool.INSIGHTS)
def index(**_address: str) -> str:
    """Show a board of the guild."""
    page = reading.guild_board(guild_here(), request.args, access(), clock.now())
    return render_template("leaderboards/index.html", page=page)


@bp.get("/guilds/<string:region>/<string:realm>/<string:name>/leaderboards/export")
@requires(Tool.EXPORT)
def export(**_address: str) -> Response:
    """Give a board of the guild as a file; who exports has to see it too."""
    now = clock.now()
    if Tool.INSIGHTS not in access().tools:
        abort(FORBIDDEN, tool_refused(Tool.INSIGHTS, access(), now))
    page = reading.guild_board(guild_here(), request.args, access(), now)
    return csv_answer(
        guild_file(f"leaderboard-{page.asked.board}", guild_here(), f"{now:%Y-%m-%d}"),
        csv_head(page),
        csv_rows(page),
    )


@bp.get("/leaderboards/")
@public
def everybody() -> str:
    """Show the board over all guilds that show themselves to everybody."""
    page = reading.board_of_all(request.args, clock.now())
    return render_template("leaderboards/index.html", page=page)


@bp.get("/leaderboards/export")
@public
def export_everybody() -> Response:
    """Give the board over all guilds as a file."""
    page = reading.board_of_all(request.args, clock.now())
    return csv_answer("leaderboard-all-guilds", csv_head(page), csv_rows(page))
