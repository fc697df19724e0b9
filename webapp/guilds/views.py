"""The first page: the guilds that one may see, or what Muster is and how to sign in."""

from flask import Blueprint, render_template

from webapp.guilds import queries
from webapp.lib import clock
from webapp.web.gate import public
from webapp.web.viewer import current_viewer

bp = Blueprint("guilds", __name__)


@bp.get("/")
@public
def home() -> str:
    """Show the guilds that are open to whoever asks; nothing about any other."""
    return render_template("guilds/home.html", page=queries.guild_list(current_viewer(), clock.now()))
