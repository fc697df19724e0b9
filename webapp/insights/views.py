"""The addresses of a guild's insights."""

from flask import Blueprint, Response, abort, render_template

from webapp.insights import queries
from webapp.insights.export import weeks_cells, weeks_head
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.web.downloads import csv_answer, guild_file
from webapp.web.gate import access, requires
from webapp.web.refusals import tool_refused
from webapp.web.subjects import guild_here

bp = Blueprint(
    "insights", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/insights"
)


FORBIDDEN = 403


@bp.get("/")
@requires(Tool.INSIGHTS)
def index(**_address: str) -> str:
    """Show how the guild got on."""
    return render_template(
        "insights/index.html", page=queries.insights_page(guild_here(), access(), clock.now())
    )


@bp.get("/csv")
@requires(Tool.EXPORT)
def download(**_address: str) -> Response:
    """Hand out the weeks as a file, to those who see them."""
    guild, allowed, now = guild_here(), access(), clock.now()
    if Tool.INSIGHTS not in allowed.tools:
        abort(FORBIDDEN, tool_refused(Tool.INSIGHTS, allowed, now))
    page = queries.insights_page(guild, allowed, now)
    return csv_answer(guild_file("insights", guild, f"{now:%Y-%m-%d}"), weeks_head(page), weeks_cells(page))
