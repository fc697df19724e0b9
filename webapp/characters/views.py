"""The addresses of a character's card."""

from flask import Blueprint, redirect, render_template, request, url_for
from htmx_flask import make_response
from werkzeug.wrappers import Response

from webapp.characters import actions, queries
from webapp.characters.page import UnknownPage
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.web.gate import requires
from webapp.web.guild_address import MOVED
from webapp.web.page_views import count_view

bp = Blueprint("characters", __name__, url_prefix="/characters/<string:region>/<string:realm>/<string:name>")
NOT_FOUND, SEE_OTHER = 404, 303
STRIP = "strip"
"""Where a person goes on after a press: the words on what is going on take the focus."""


@bp.get("")
@requires(Tool.ROSTER)
def index(region: str, realm: str, name: str) -> tuple[str, int]:
    """Show the whole page; a well-formed name that is not kept here is answered with an offer."""
    now = clock.now()
    found = queries.character_at(region, realm, name, now=now)
    if isinstance(found, UnknownPage):
        return render_template("characters/unknown.html", page=found), NOT_FOUND
    count_view(found.id, now)
    return render_template("characters/index.html", page=queries.page_of(found, now=now)), 200


@bp.get("/")
@requires(Tool.ROSTER)
def with_slash(region: str, realm: str, name: str) -> Response:
    """Lead to the page's one address, which ends with the name."""
    return redirect(url_for("characters.index", region=region, realm=realm, name=name), MOVED)


@bp.get("/_card")
@requires(Tool.ROSTER)
def card(region: str, realm: str, name: str) -> str:
    """Show only the card, for live updates."""
    now = clock.now()
    found = queries.known_character(region, realm, name, now=now, below="/_card")
    return render_template("characters/_card.html", page=queries.page_of(found, now=now))


@bp.get("/_strip")
@requires(Tool.ROSTER)
def strip(region: str, realm: str, name: str) -> Response:
    """Show only what is going on, and ring for a new card when the data is newer than ``version``."""
    now = clock.now()
    found = queries.character_at(region, realm, name, now=now, below="/_strip")
    if isinstance(found, UnknownPage):
        gone: Response = make_response("", refresh=True)
        return gone
    page = queries.page_of(found, now=now)
    is_newer = request.args.get("version") != page.version
    response: Response = make_response(
        render_template("characters/_strip.html", page=page), trigger="card-changed" if is_newer else None
    )
    return response


@bp.post("/refresh")
@requires(Tool.SYNC)
def refresh(region: str, realm: str, name: str) -> Response:
    """Wish for a fresh look at the character, then go back to the card."""
    now = clock.now()
    found = queries.known_character(region, realm, name, now=now, below="/refresh")
    actions.wish_refresh(found.id, now=now)
    return redirect(f"{found.address.path}#{STRIP}", SEE_OTHER)


@bp.post("/look-up")
@requires(Tool.SYNC)
def look_up(region: str, realm: str, name: str) -> Response:
    """Keep a character that nobody asked about before, and look at it ahead of everybody else."""
    path = actions.look_up(region, realm, name, now=clock.now())
    return redirect(path, SEE_OTHER)
