"""The addresses of the search."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, render_template, request, stream_with_context

from webapp.lib import clock
from webapp.permissions.viewer import Access
from webapp.search import queries
from webapp.search.everybody.queries import Asker, batches
from webapp.search.everybody.streaming import streamed
from webapp.search.queries import SearchPage
from webapp.web.gate import access_in, public
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


@bp.get("/_suggestions")
@public
def suggestions() -> str:
    """Show where the field in the head of every page could lead, while somebody types."""
    return render_template("search/_suggestions.html", page=_page())


@bp.get("/characters/")
@public
def characters() -> Response:
    """Show everybody who fits a question, of all guilds that the viewer may see, as they are found."""
    now, viewer = clock.now(), current_viewer()
    guilds = queries.guilds_of(viewer, access_in=_access_at(now), now=now)
    page = queries.characters_page(request.args.get("q", ""), guilds, is_stopped="stop" in request.args)
    html = render_template("search/characters.html", page=page)
    if not page.is_run:
        return Response(html)
    asker = Asker(
        access_in=lambda one: access_in(one.id, one.permission_version, now),
        user_id=None if viewer is None else viewer.user_id,
    )
    rows = batches(page.find.typed, guilds, asker, now=now)
    answer = Response(stream_with_context(streamed(html, rows, clock.now)))
    answer.headers["X-Accel-Buffering"] = "no"  # nginx would keep the rows until there are many
    return answer


def _access_at(now: datetime) -> Callable[[int, int], Access]:
    return lambda guild_id, version: access_in(guild_id, version, now)


def _page() -> SearchPage:
    now = clock.now()
    return queries.search_page(
        request.args.get("q", ""),
        current_viewer(),
        access_in=_access_at(now),
        now=now,
    )
