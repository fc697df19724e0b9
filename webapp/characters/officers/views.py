"""The addresses of what officers see and write beside a card.

Reading the notes is a press, because who reads them is counted and looking at a page changes nothing.
"""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.characters.officers import actions, queries
from webapp.characters.officers.actions import About
from webapp.characters.officers.page import Draft, NotesPage
from webapp.characters.queries import FoundCharacter
from webapp.characters.subject import CHARACTER, NO_SUCH_CHARACTER, character_here
from webapp.characters.views import whole_page
from webapp.lib import clock
from webapp.lib.names import LONGEST_NAME
from webapp.members.note_text import read_note, read_version
from webapp.permissions.changes import Refused
from webapp.permissions.policy import Tool
from webapp.web.gate import access, requires
from webapp.web.viewer import current_viewer
from webapp.words import Role

bp = Blueprint("officers", __name__, url_prefix="/characters/<string:region>/<string:realm>/<string:name>")
KEPT_NOWHERE = "private, no-store"
NEW_HANDS = "This name has gone to another character meanwhile. Nothing was changed: look at the card again."
NO_ROLE = "Choose a role, or what Battle.net says."


@bp.post("/notes")
@requires(Tool.OFFICER_NOTES, of=CHARACTER, reads=True)
def notes(**_address: str) -> Response:
    """Show the notes on a page of their own, and count it."""
    page = _opened(_member(), clock.now())
    return _unkept(render_template("characters/notes.html", page=page))


@bp.post("/_notes")
@requires(Tool.OFFICER_NOTES, of=CHARACTER, reads=True)
def notes_part(**_address: str) -> Response:
    """Show the notes in their place on the card's page, and count it."""
    page = _opened(_member(), clock.now())
    return _unkept(render_template("characters/_notes.html", page=page))


@bp.post("/notes/write")
@requires(Tool.OFFICER_NOTES, of=CHARACTER)
def write_note(**_address: str) -> Response:
    """Add a version of the note, unless it cannot be used or somebody else wrote meanwhile."""
    found, now, (body, problem) = _meant(), clock.now(), read_note(request.form)
    if problem is not None:
        page = _opened(found, now, typed=body, problem=problem.sentence)
        return _unkept(render_template("characters/notes.html", page=page), HTTPStatus.UNPROCESSABLE_ENTITY)
    if not actions.write_note(_about(found), body, version=read_version(request.form), now=now):
        page = _opened(found, now, typed=body, is_behind=True)
        return _unkept(render_template("characters/notes.html", page=page), HTTPStatus.CONFLICT)
    return redirect(f"{found.address.path}#notes", HTTPStatus.SEE_OTHER)


@bp.post("/role")
@requires(Tool.ROSTER_EDIT, of=CHARACTER)
def set_role(**_address: str) -> Response:
    """Store which role a member plays."""
    given = request.form.get("role", "")
    if given and given not in set(Role):
        return _refused(_meant(), Draft("role", given, NO_ROLE))
    role = Role(given) if given else None
    return _edit(given, lambda about, now: actions.set_role(about, role, now=now))


@bp.post("/main")
@requires(Tool.ROSTER_EDIT, of=CHARACTER)
def set_main(**_address: str) -> Response:
    """Store whose alt a member is; an empty field lets it stand alone."""
    given = request.form.get("main", "").strip()[: 2 * LONGEST_NAME]
    return _edit(given, lambda about, now: actions.set_main(about, given, now=now))


def _edit(given: str, action: Callable[[About, datetime], None]) -> Response:
    """Do what a form asks for, then lead back; what must not be is said beside its field."""
    found = _meant()
    try:
        action(_about(found), clock.now())
    except Refused as refused:
        return _refused(found, Draft(refused.field, given, refused.sentence))
    return redirect(f"{found.address.path}#officers", HTTPStatus.SEE_OTHER)


def _refused(found: FoundCharacter, draft: Draft) -> Response:
    answer = whole_page(found, clock.now(), draft=draft)
    answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return answer


def _opened(
    found: FoundCharacter,
    now: datetime,
    *,
    typed: str | None = None,
    problem: str | None = None,
    is_behind: bool = False,
) -> NotesPage:
    """Return the page of the notes; whoever gets it has read them."""
    versions = actions.open_notes(_about(found), now=now)
    return queries.notes_page(
        found,
        access(),
        queries.opened(versions, typed=typed, problem=problem, is_behind=is_behind),
        viewer_id=_viewer_id(),
        now=now,
    )


def _member() -> FoundCharacter:
    """Return the character, or 404 where too little is confirmed of it to be shown."""
    found = character_here()
    if found.is_hidden:
        abort(HTTPStatus.NOT_FOUND, NO_SUCH_CHARACTER)
    return found


def _meant() -> FoundCharacter:
    """Return the character that the form was made for, or 409 where its name is somebody else's now."""
    found = _member()
    if request.form.get("character") != str(found.id):
        abort(HTTPStatus.CONFLICT, NEW_HANDS)
    return found


def _about(found: FoundCharacter) -> About:
    return About(found.row["guild_id"], found.id, _viewer_id())


def _viewer_id() -> int:
    viewer = current_viewer()
    if viewer is None:  # the gate lets nobody through to here who is not signed in
        abort(HTTPStatus.UNAUTHORIZED)
    return viewer.user_id


def _unkept(html: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Answer with what no cache may keep, the browser's own neither."""
    response: Response = make_response(html, status)
    response.headers["Cache-Control"] = KEPT_NOWHERE
    return response
