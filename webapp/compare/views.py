"""The address of the comparison."""

from datetime import datetime

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from webapp.compare.export import AS_OF, HEAD, cells_of, head_of, table_of
from webapp.compare.names import Find, names_page
from webapp.compare.page import ComparePage
from webapp.compare.queries import compare_page
from webapp.lib import clock
from webapp.search.queries import search_page
from webapp.web.downloads import csv_answer
from webapp.web.gate import access_in, public
from webapp.web.session_cookie import read_session_id
from webapp.web.viewer import current_viewer

bp = Blueprint("compare", __name__, url_prefix="/compare")
OK, BAD_QUERY, NOT_FOUND = 200, 400, 404
CHARACTERS = "characters"
LONGEST = 200


@bp.get("/csv")
@public
def download() -> Response:
    """Hand out what the page shows as a file: of characters, or ``of=guilds``."""
    page = _page()
    table = table_of(page, request.args.get("of", CHARACTERS))
    if page.problems:
        abort(NOT_FOUND, page.problems[0])
    if table is None:
        return csv_answer(f"compared-nothing-{page.at:%Y-%m-%d}", [*HEAD, AS_OF], [])
    return csv_answer(f"compared-{table.key}-{page.at:%Y-%m-%d}", head_of(table), cells_of(table, page.at))


def _page() -> ComparePage:
    args, now = request.args, clock.now()
    return compare_page(
        args.getlist("c"), args.getlist("g"), session_id=read_session_id(request), find=_find(now), now=now
    )


@bp.get("/")
@public
def index() -> Response:
    """Show characters and guilds side by side: of each what the viewer may see at its own page."""
    page = _page()
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
