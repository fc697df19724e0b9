"""The addresses at which a character is added by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.characters.adding import actions, queries
from webapp.characters.adding.page import AddingPage, RealmIndex, Step, class_said
from webapp.lib import clock
from webapp.sync.tracking import TooManyWaiting
from webapp.sync.typed_names import BadAddress
from webapp.web.gate import signed_in
from webapp.web.viewer import viewer_here

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


@bp.post("/realms")
@signed_in
def read_realms() -> Response:
    """Let a worker read the realms of a region, then go to the step that waits for them."""
    page = queries.adding_page(request.form.get("region", ""), "", "")
    if page.step is not Step.REALM:
        return _again(page, INVALID)
    if page.index is RealmIndex.UNASKED:
        actions.ask_for_realms(page.region, now=clock.now())
    return redirect(url_for("adding.index", region=page.region), SEE_OTHER)


@bp.get("/_preview")
@signed_in
def shown() -> str:
    """Show only what Battle.net knows of the name, while a worker asks."""
    return render_template("characters/adding/_preview.html", page=_page(request.args))


@bp.get("/preview")
@signed_in
def unasked() -> Response:
    """Lead back to the steps: who loads the address of a refused form again sent nothing with it."""
    return redirect(url_for("adding.index"), SEE_OTHER)


@bp.post("/preview")
@signed_in
def preview() -> Response:
    """Let a worker ask Battle.net about the name, then go to the step that shows the answer."""
    page = _page(request.form)
    if page.step is not Step.SAVE:
        return _again(page, INVALID)
    actions.ask_for_preview(page, viewer_here().user_id, now=clock.now())
    step = url_for("adding.index", region=page.region, realm=page.realm, name=page.name, **_class_in(page))
    return redirect(f"{step}#preview", SEE_OTHER)


@bp.post("/")
@signed_in
def save() -> Response:
    """Keep the character and ask for a look, then go to its page, which waits for the answer."""
    page = _page(request.form)
    if page.step is not Step.SAVE:
        return _again(page, INVALID)
    try:
        path = actions.save(page, viewer_here().user_id, now=clock.now())
    except BadAddress as error:
        return _again(replace(page, fault=str(error)), INVALID)
    except TooManyWaiting as error:
        return _again(replace(page, fault=str(error)), TOO_MANY)
    return redirect(path, SEE_OTHER)


def _again(page: AddingPage, status: int) -> Response:
    return make_response(render_template("characters/adding/index.html", page=page), status)


def _class_in(page: AddingPage) -> dict[str, Any]:
    return {} if page.said_class is None else {"class": page.said_class}


def _page(said: Mapping[str, str]) -> AddingPage:
    region, realm, name = (said.get(field, "") for field in ("region", "realm", "name"))
    page = queries.adding_page(region, realm, name)
    if page.step is not Step.SAVE:
        return page
    told = queries.preview(page, viewer_here().user_id, clock.now())
    return replace(page, preview=told, said_class=class_said(said.get("class", "")))
