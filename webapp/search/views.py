"""The addresses of the search."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, render_template, request, stream_with_context

from webapp.guilds.queries import SeenGuild
from webapp.lib import clock
from webapp.permissions.viewer import Access
from webapp.search import queries
from webapp.search.everybody.queries import Asker, Batch, batches
from webapp.search.everybody.room import FULL_FOR_SECONDS, ROOM, until_told
from webapp.search.everybody.streaming import streamed
from webapp.search.queries import CharactersPage, SearchPage
from webapp.web.gate import access_in, public
from webapp.web.viewer import current_viewer

bp = Blueprint("search", __name__, url_prefix="/search")
FULL = 503


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
    now = clock.now()
    guilds = queries.guilds_of(current_viewer(), access_in=_access_at(now), now=now)
    page = queries.characters_page(request.args.get("q", ""), guilds, is_stopped="stop" in request.args)
    html = render_template("search/characters.html", page=page)
    if not page.is_run:
        return Response(html)
    leave = ROOM.enter(request.environ.get("gunicorn.socket"))
    if leave is None:
        return _full(page)
    parts = streamed(html, _rows(page, guilds, now), clock.now)
    answer = Response(stream_with_context(until_told(parts, leave)))
    answer.call_on_close(leave)  # where not even the first part is sent
    answer.headers["X-Accel-Buffering"] = "no"  # nginx would keep the rows until there are many
    return answer


def _rows(page: CharactersPage, guilds: Sequence[SeenGuild], now: datetime) -> Generator[Batch, None, None]:
    viewer = current_viewer()
    asker = Asker(
        access_in=lambda one: access_in(one.id, one.permission_version, now),
        user_id=None if viewer is None else viewer.user_id,
        sees_own_as=None if viewer is None or viewer.view_as is not None else viewer.user_id,
    )
    return batches(page.find.typed, guilds, asker, now=now)


def _full(page: CharactersPage) -> Response:
    """Say that others hold every place: the question stays, and can be asked again."""
    html = render_template("search/characters.html", page=replace(page, is_run=False, is_full=True))
    return Response(html, FULL, headers={"Retry-After": str(FULL_FOR_SECONDS)})


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
