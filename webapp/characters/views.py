"""The addresses of a character's card."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from htmx_flask import make_response as htmx_response
from werkzeug.wrappers import Response

from webapp.caching.regions import Region
from webapp.characters import actions, bodies, queries
from webapp.characters.audience import EXPLAINED
from webapp.characters.export import WEEKS, weeks_cells
from webapp.characters.officers.queries import officers_view
from webapp.characters.page import CardPage, ShellPage
from webapp.characters.subject import CHARACTER, NO_SUCH_CHARACTER, character_or_none
from webapp.characters.unknown.queries import is_sought_still, unknown_page
from webapp.characters.waiting import ASKED, SOUGHT, is_waiting
from webapp.freshness.telling import Moments
from webapp.lib import clock
from webapp.lib.forms import Draft
from webapp.permissions.audience_words import narrow_lines
from webapp.permissions.policy import Tool
from webapp.sync.tracking import TooManyWaiting
from webapp.sync.typed_names import BadAddress
from webapp.web import pieces, shells
from webapp.web.downloads import csv_answer
from webapp.web.gate import MOVED, Person, access, is_guild_seen, is_seen, requires, right_address
from webapp.web.page_views import count_view
from webapp.web.refusals import WHO, closed_sentences, tool_refused
from webapp.web.splicing import Part
from webapp.web.viewer import current_viewer, viewer_here

bp = Blueprint("characters", __name__, url_prefix="/characters/<string:region>/<string:realm>/<string:name>")
SEE_OTHER, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY = 303, 401, 403, 404, 429
STRIP = "strip"
"""Where a person goes on after a press: the words on what is going on take the focus."""


@bp.get("")
@requires(Tool.ROSTER, of=CHARACTER)
def index(region: str, realm: str, name: str) -> Response:
    """Show the whole page; a well-formed name that is not kept here is answered with an offer."""
    now = clock.now()
    found = character_or_none()
    if found is None:
        typed = _led_on(region, realm, name)
        page = unknown_page(
            typed,
            asked=request.args.get(ASKED),
            seeking=request.args.get(SOUGHT),
            now=now,
            is_guild_seen=lambda guild_id, version: is_guild_seen(guild_id, version, now),
            viewer_id=_sees_own_id(),
        )
        return make_response(render_template("characters/unknown.html", page=page), page.status)
    count_view(found.id, now)
    return whole_page(found, now)


@bp.get("/")
@requires(Tool.ROSTER, of=CHARACTER)
def with_slash(region: str, realm: str, name: str) -> Response:
    """Lead to the page's one address, which ends with the name."""
    return redirect(url_for("characters.index", region=region, realm=realm, name=name), MOVED)


@bp.get("/_card")
@requires(Tool.ROSTER, of=CHARACTER)
def card(region: str, realm: str, name: str) -> Response:
    """Show only the card, for live updates."""
    parts, _ = _card(_found(region, realm, name), clock.now())
    return pieces.fragment(parts, Region.CARD)


@bp.get("/_strip")
@requires(Tool.ROSTER, of=CHARACTER)
def strip(region: str, realm: str, name: str) -> Response:
    """Show only what is going on, and ring for a new card when the data is newer than ``version``.

    A page that waits for a look is loaded anew once there is somebody to show, or once it has waited enough.
    """
    found, asked = character_or_none(), request.args.get(ASKED)
    if found is None:
        _led_on(region, realm, name)
        gone: Response = htmx_response("", refresh=asked is None or not is_waiting(asked, clock.now()))
        gone.status_code = NOT_FOUND
        return gone
    if asked is not None:
        here: Response = htmx_response("", refresh=True)
        return here
    page = _page(found, clock.now())
    is_newer = request.args.get("version") != page.version
    response: Response = htmx_response(
        render_template("characters/_strip.html", page=page), trigger="card-changed" if is_newer else None
    )
    return response


@bp.get("/history/csv")
@requires(Tool.ROSTER, of=CHARACTER)
def history(region: str, realm: str, name: str) -> Response:
    """Hand out the weeks of the page as a file, to whom the page shows them."""
    now = clock.now()
    found = _found(region, realm, name)
    page = _page(found if found.is_hidden else bodies.with_history(found, now), now)
    if not page.tells_seen:
        abort(FORBIDDEN, tool_refused(Tool.LAST_SEEN, access(), now))
    cells = weeks_cells(None if page.parts is None else page.parts.history)
    where = found.address
    name_of_file = "-".join(("history", where.region, where.realm, where.name, f"{now:%Y-%m-%d}"))
    return csv_answer(name_of_file, WEEKS, cells)


@bp.post("/refresh")
@requires(Tool.SYNC, of=CHARACTER)
def refresh(region: str, realm: str, name: str) -> Response:
    """Wish for a fresh look at the character, then go back to the card."""
    found = _found(region, realm, name)
    actions.wish_refresh(found.id, viewer_here().user_id, now=clock.now())
    return redirect(f"{found.address.path}#{STRIP}", SEE_OTHER)


@bp.post("/look-up")
@requires(Tool.SYNC, of=CHARACTER)
def look_up(region: str, realm: str, name: str) -> Response:
    """Look ahead of everybody else at a name under which the person is shown nobody, or at who is shown."""
    if character_or_none() is not None:
        return refresh(region, realm, name)
    if current_viewer() is None:
        abort(UNAUTHORIZED, WHO[Person.SIGNED_IN])
    try:
        path = actions.look_up(region, realm, name, now=clock.now())
    except BadAddress as error:
        abort(NOT_FOUND, str(error))
    except TooManyWaiting as error:
        abort(TOO_MANY, str(error))
    return redirect(path, SEE_OTHER)


@bp.get("/_sought")
@requires(Tool.ROSTER, of=CHARACTER)
def sought(region: str, realm: str, name: str) -> Response:
    """Load the waiting page anew once a worker has looked through the files, or it has waited enough."""
    if character_or_none() is not None:
        here: Response = htmx_response("", refresh=True)
        return here
    typed = _led_on(region, realm, name)
    waits = is_sought_still(typed, request.args.get(SOUGHT, ""), clock.now())
    gone: Response = htmx_response("", refresh=not waits)
    gone.status_code = NOT_FOUND
    return gone


@bp.post("/_seek")
@requires(Tool.SYNC, of=CHARACTER)
def seek(region: str, realm: str, name: str) -> Response:
    """Have a name looked for among the files of an older tool, then go to the page that waits."""
    if character_or_none() is not None:
        answer: Response = htmx_response("", refresh=True)
        return answer
    if current_viewer() is None:
        abort(UNAUTHORIZED, WHO[Person.SIGNED_IN])
    try:
        path = actions.seek(region, realm, name, now=clock.now())
    except BadAddress as error:
        abort(NOT_FOUND, str(error))
    except TooManyWaiting as error:
        abort(TOO_MANY, str(error))
    there: Response = htmx_response("", redirect=path)
    return there


def whole_page(found: queries.FoundCharacter, now: datetime, *, draft: Draft[str] | None = None) -> Response:
    """Answer with a character's page, with what officers see beside the card."""
    viewer = current_viewer()
    viewer_id = None if viewer is None else viewer.user_id
    officers = officers_view(found, access(), viewer_id=viewer_id, now=now, draft=draft)
    parts, is_active = _card(found, now)
    page = ShellPage(address=found.address, is_active=is_active, card=shells.mark("card"), officers=officers)
    shell = shells.cut(render_template("characters/index.html", page=page))
    return pieces.whole(shell, {"card": parts}, Region.CARD)


def _card(found: queries.FoundCharacter, now: datetime) -> tuple[Sequence[Part], bool]:
    """Return as much of a card as the person who asks may see, and whether a look is under way."""
    allowed = access()
    notes = [*closed_sentences(EXPLAINED, allowed, now), *narrow_lines(allowed)]
    return bodies.card_of(found, tools=allowed.tools, notes=notes, now=now)


def _page(found: queries.FoundCharacter, now: datetime) -> CardPage:
    """Return as much of a character's page as the person who asks may see."""
    return queries.pages_of(found, tools=access().tools, now=now, telling=Moments)(now)


def _sees_own_id() -> int | None:
    """Return whose own characters are seen whatever their guild says: nobody's while looking as a rank."""
    viewer = current_viewer()
    return viewer.user_id if viewer is not None and viewer.view_as is None else None


def _found(region: str, realm: str, name: str) -> queries.FoundCharacter:
    """Return the character of the page, lead on from a former name, or answer 404."""
    found = character_or_none()
    if found is None:
        _led_on(region, realm, name)
        abort(NOT_FOUND, NO_SUCH_CHARACTER)
    return found


def _led_on(region: str, realm: str, name: str) -> queries.Typed:
    """Lead on to who was called so before, if the viewer may see them; return what was typed otherwise."""
    typed, now = queries.typed_place(region, realm, name), clock.now()
    moved = queries.former_place(typed, now=now)
    if moved is not None and is_seen(CHARACTER, moved.arguments, now):
        abort(redirect(right_address(moved.path), MOVED))
    return typed
