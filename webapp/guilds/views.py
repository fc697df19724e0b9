"""The first page: the list of guilds, or why there is none to see yet."""

from flask import Blueprint, render_template

from webapp.guilds import queries
from webapp.web.gate import is_open, public

bp = Blueprint("guilds", __name__)


@bp.get("/")
@public
def home() -> str:
    """Show every tracked guild, or how to add the first; while closed, nothing about any."""
    page = queries.guild_list() if is_open() else queries.CLOSED
    return render_template("guilds/home.html", page=page)
