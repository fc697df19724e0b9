"""The addresses of the search."""

from flask import Blueprint, render_template, request

from webapp.lib import clock
from webapp.search import queries
from webapp.search.queries import SearchPage
from webapp.web.gate import is_guild_seen, public
from webapp.web.viewer import current_viewer

bp = Blueprint("search", __name__, url_prefix="/search")


@bp.get("/")
@public
def index() -> str:
    """Show what begins with the words that were typed, as much as the viewer may see."""
    return render_template("search/index.html", page=_page())


@bp.get("/_found")
@public
def found() -> str:
    """Show only what was found, while somebody types."""
    return render_template("search/_found.html", page=_page())


def _page() -> SearchPage:
    now = clock.now()
    return queries.search_page(
        request.args.get("q", ""),
        current_viewer(),
        is_guild_seen=lambda guild_id, version: is_guild_seen(guild_id, version, now),
        now=now,
    )
