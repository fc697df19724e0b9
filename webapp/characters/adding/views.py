"""The addresses at which a character is added by hand."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.characters import actions
from webapp.characters.adding import queries
from webapp.characters.adding.page import AddingPage, Step
from webapp.lib import clock
from webapp.sync.tracking import TooManyWaiting
from webapp.sync.typed_names import BadAddress
from webapp.web.gate import signed_in

bp = Blueprint("adding", __name__, url_prefix="/characters/add")
SEE_OTHER, INVALID, TOO_MANY = 303, 422, 429


@bp.get("/")
@signed_in
def index() -> str:
    """Show the step that comes next; what was said before stands in the address."""
    return render_template("characters/adding/index.html", page=_page(request.args))


@bp.get("/_realms")
@signed_in
def realms() -> str:
    """Show only the realms that may be meant, while somebody types."""
    return render_template("characters/adding/_realms.html", page=_page(request.args))


@bp.post("/")
@signed_in
def save() -> Response:
    """Keep the character and ask for a look, then go to its page, which waits for the answer."""
    page = _page(request.form)
    if page.step is not Step.SAVE:
        return _again(page, INVALID)
    try:
        path = actions.look_up(page.region, page.realm, page.name, now=clock.now())
    except BadAddress as error:
        return _again(replace(page, fault=str(error)), INVALID)
    except TooManyWaiting as error:
        return _again(replace(page, fault=str(error)), TOO_MANY)
    return redirect(path, SEE_OTHER)


def _again(page: AddingPage, status: int) -> Response:
    return make_response(render_template("characters/adding/index.html", page=page), status)


def _page(said: Mapping[str, str]) -> AddingPage:
    region, realm, name = (said.get(field, "") for field in ("region", "realm", "name"))
    return queries.adding_page(region, realm, name)
