"""The addresses on which officers say who a member was before Battle.net gave it a new number."""

import re
from http import HTTPStatus

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.characters.before import actions, queries
from webapp.characters.queries import FoundCharacter
from webapp.characters.subject import CHARACTER, NO_SUCH_CHARACTER, character_here
from webapp.lib import clock
from webapp.lib.forms import Draft, FieldProblem
from webapp.members.continuing import FIELD, NOT_FORMER
from webapp.permissions.changes import Refused
from webapp.permissions.policy import Tool
from webapp.web.gate import requires
from webapp.web.viewer import viewer_here

bp = Blueprint("before", __name__, url_prefix="/characters/<string:region>/<string:realm>/<string:name>")
_NUMBER = re.compile(r"[0-9]{1,9}")
NEW_HANDS = "This name has gone to another character meanwhile. Nothing was changed: look at the card again."
SAY_SO = "Tick that both are the same character: nobody else can take this back."


@bp.get("/before")
@requires(Tool.ROSTER_EDIT, of=CHARACTER)
def index(**_address: str) -> str:
    """Show which former members this one may have been."""
    return render_template("characters/before.html", page=queries.before_page(_member(), clock.now()))


@bp.post("/before")
@requires(Tool.ROSTER_EDIT, of=CHARACTER)
def say_same(**_address: str) -> Response:
    """Let the record of the one that was chosen go on as this one's."""
    found = _member()
    if request.form.get("character") != str(found.id):
        abort(HTTPStatus.CONFLICT, NEW_HANDS)
    chosen = request.form.get(FIELD, "")
    if not _NUMBER.fullmatch(chosen):
        return _again(found, FieldProblem(FIELD, NOT_FORMER))
    if request.form.get("same") != "yes":
        return _again(found, FieldProblem("same", SAY_SO), chosen)
    try:
        actions.say_same(
            found.row["guild_id"],
            viewer_here().user_id,
            former_id=int(chosen),
            character_id=found.id,
            now=clock.now(),
        )
    except Refused as refused:
        return _again(found, FieldProblem(refused.field, refused.sentence), chosen)
    return redirect(f"{found.address.path}#officers", HTTPStatus.SEE_OTHER)


def _member() -> FoundCharacter:
    """Return the member, or 404 where too little is confirmed of it to be shown, or no guild has a say."""
    found = character_here()
    if found.is_hidden or found.row["guild_id"] is None:
        abort(HTTPStatus.NOT_FOUND, NO_SUCH_CHARACTER)
    return found


def _again(found: FoundCharacter, problem: FieldProblem, chosen: str = "") -> Response:
    draft = Draft(problems=[problem], fields={FIELD: chosen})
    page = queries.before_page(found, clock.now(), draft)
    return make_response(
        render_template("characters/before.html", page=page), HTTPStatus.UNPROCESSABLE_ENTITY
    )
