"""The address of the comparison."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from webapp.compare.queries import compare_page
from webapp.lib import clock
from webapp.web.gate import public
from webapp.web.session_cookie import read_session_id
from webapp.web.viewer import current_viewer

bp = Blueprint("compare", __name__, url_prefix="/compare")
OK, BAD_QUERY = 200, 400


@bp.get("/")
@public
def index() -> Response:
    """Show characters and guilds side by side: of each what the viewer may see at its own page."""
    current_viewer()  # so that the head of the page knows who is signed in
    args = request.args
    page = compare_page(
        args.getlist("c"), args.getlist("g"), session_id=read_session_id(request), now=clock.now()
    )
    html = render_template("compare/index.html", page=page)
    return make_response(html, BAD_QUERY if page.problems else OK)
