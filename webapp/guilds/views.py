"""The list of guilds."""

from flask import Blueprint, render_template

from webapp.guilds import queries
from webapp.permissions.policy import Tool
from webapp.web.gate import requires

bp = Blueprint("guilds", __name__)


@bp.get("/")
@requires(Tool.ROSTER)
def home() -> str:
    """Show every tracked guild, or how to add the first."""
    return render_template("guilds/home.html", page=queries.guild_list())
