"""The address of a guild's insights."""

from flask import Blueprint, render_template

from webapp.insights import queries
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.web.gate import access, requires
from webapp.web.subjects import guild_here

bp = Blueprint(
    "insights", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/insights"
)


@bp.get("/")
@requires(Tool.INSIGHTS)
def index(**_address: str) -> str:
    """Show how the guild got on."""
    return render_template(
        "insights/index.html", page=queries.insights_page(guild_here(), access(), clock.now())
    )
