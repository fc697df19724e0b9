"""The addresses of leaderboards."""

from flask import Blueprint, render_template, request

from webapp.leaderboards import reading
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.web.gate import access, public, requires
from webapp.web.subjects import guild_here

bp = Blueprint("leaderboards", __name__)


@bp.get("/guilds/<string:region>/<string:realm>/<string:name>/leaderboards/")
@requires(Tool.INSIGHTS)
def index(**_address: str) -> str:
    """Show a board of the guild."""
    page = reading.guild_board(guild_here(), request.args, access(), clock.now())
    return render_template("leaderboards/index.html", page=page)


@bp.get("/leaderboards/")
@public
def everybody() -> str:
    """Show the board over all guilds that show themselves to everybody."""
    page = reading.board_of_all(request.args, clock.now())
    return render_template("leaderboards/index.html", page=page)
