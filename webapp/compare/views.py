"""The address of the comparison."""

from datetime import datetime

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from webapp.compare.names import Find, names_page
from webapp.compare.queries import compare_page
from webapp.lib import clock
from webapp.search.queries import search_page
from webapp.web.gate import access_in, public
from webapp.web.session_cookie import read_session_id
from webapp.web.viewer import current_viewer

bp = Blueprint("compare", __name__, url_prefix="/compare")
OK, BAD_QUERY = 200, 400
LONGEST = 200


@bp.get("/")
@public
def index() -> Response:
    """Show characters and guilds side by side: of each what the viewer may see at its own page."""
    args, now = request.args, clock.now()
    page = compare_page(
        args.getlist("c"), args.getlist("g"), session_id=read_session_id(request), find=_find(now), now=now
    )
    html = render_template("compare/index.html", page=page)
    return make_response(html, BAD_QUERY if page.problems else OK)


@bp.get("/_names")
@public
def names() -> str:
    """Show only what a field could hold, while somebody types into it."""
    is_guild = "g" in request.args
    typed = request.args.get("g" if is_guild else "c", "")[:LONGEST]
    page = names_page(typed, _find(clock.now()), is_guild=is_guild)
    return render_template("compare/_names.html", page=page)


def _find(now: datetime) -> Find:
    """Return the search of who asks; asking who that is lets the head of the page know as well."""
    viewer = current_viewer()
    return lambda typed: search_page(
        typed, viewer, access_in=lambda guild_id, version: access_in(guild_id, version, now), now=now
    )
