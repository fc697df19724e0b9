"""The address of the comparison."""

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from webapp.compare.export import cells_of, head_of, table_of
from webapp.compare.page import ComparePage
from webapp.compare.queries import compare_page
from webapp.lib import clock
from webapp.web.downloads import csv_answer
from webapp.web.gate import public
from webapp.web.session_cookie import read_session_id
from webapp.web.viewer import current_viewer

bp = Blueprint("compare", __name__, url_prefix="/compare")
OK, BAD_QUERY, NOT_FOUND = 200, 400, 404
CHARACTERS = "characters"
NOTHING = "There is nothing to compare: say whom with c=region/realm/name, or g= and of=guilds."


@bp.get("/csv")
@public
def download() -> Response:
    """Hand out what the page shows as a file: of characters, or ``of=guilds``."""
    page = _page()
    table = table_of(page, request.args.get("of", CHARACTERS))
    if table is None or page.problems:
        abort(NOT_FOUND, page.problems[0] if page.problems else NOTHING)
    return csv_answer(f"compared-{table.key}-{page.at:%Y-%m-%d}", head_of(table), cells_of(table, page.at))


def _page() -> ComparePage:
    args = request.args
    return compare_page(
        args.getlist("c"), args.getlist("g"), session_id=read_session_id(request), now=clock.now()
    )


@bp.get("/")
@public
def index() -> Response:
    """Show characters and guilds side by side: of each what the viewer may see at its own page."""
    current_viewer()  # so that the head of the page knows who is signed in
    page = _page()
    html = render_template("compare/index.html", page=page)
    return make_response(html, BAD_QUERY if page.problems else OK)
