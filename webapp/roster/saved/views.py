"""The addresses of saved views."""

from collections.abc import Callable

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.lib.forms import BadForm, Draft, FieldProblem
from webapp.permissions.changes import Refused
from webapp.permissions.policy import Tool
from webapp.roster.asking import view_of
from webapp.roster.filters import RosterFilter
from webapp.roster.saved import actions, queries
from webapp.roster.saved.forms import read_view
from webapp.roster.saved.page import ViewsPage
from webapp.web.gate import access, requires
from webapp.web.request_values import HIGHEST_ID
from webapp.web.subjects import guild_here
from webapp.web.viewer import current_viewer

bp = Blueprint("views", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/views")
UNAUTHORIZED, UNPROCESSABLE, SEE_OTHER = 401, 422, 303
WHOSE = "Sign in to keep views of your own."


@bp.get("/")
@requires(Tool.ROSTER)
def index(**_address: str) -> str:
    """Show the views, and the form that keeps the one at the address."""
    return render_template("roster/views.html", page=_page(view_of(request.query_string)[0]))


@bp.get("/_menu")
@requires(Tool.ROSTER)
def menu(**_address: str) -> str:
    """Show only the list, for the menu beside the search field."""
    return render_template("roster/_views.html", page=_page(view_of(request.query_string)[0]))


@bp.post("/own")
@requires(Tool.ROSTER)
def keep_own(**_address: str) -> Response:
    """Keep a view for whoever asks."""
    return _kept(actions.keep_own)


@bp.post("/guild")
@requires(Tool.ROSTER_EDIT)
def keep_for_guild(**_address: str) -> Response:
    """Keep a view for the whole guild."""
    return _kept(actions.keep_for_guild)


@bp.post(f"/own/<int(max={HIGHEST_ID}):view_id>/remove")
@requires(Tool.ROSTER)
def remove_own(view_id: int, **_address: str) -> Response:
    """Remove a view of whoever asks."""
    actions.remove_own(guild_here().id, _person_id(), view_id, now=clock.now())
    return redirect(f"{guild_here().path}views/", SEE_OTHER)


@bp.post(f"/guild/<int(max={HIGHEST_ID}):shared_id>/remove")
@requires(Tool.ROSTER_EDIT)
def remove_from_guild(shared_id: int, **_address: str) -> Response:
    """Remove one of the guild's views."""
    actions.remove_from_guild(guild_here().id, _person_id(), shared_id, now=clock.now())
    return redirect(f"{guild_here().path}views/", SEE_OTHER)


def _kept(keep: Callable[..., None]) -> Response:
    """Keep the view of a form, then lead to it; what is wrong is said beside its field."""
    form, now, person_id = request.form, clock.now(), _person_id()
    try:
        wanted = read_view(form.to_dict(flat=False))
        keep(guild_here().id, person_id, wanted, now=now)
    except BadForm as bad:
        return _again(Draft(problems=bad.problems, fields=form.to_dict()))
    except Refused as refused:
        problem = FieldProblem(refused.field, refused.sentence)
        return _again(Draft(problems=[problem], fields=form.to_dict()))
    return redirect(f"{guild_here().path}?{wanted.view.query()}", SEE_OTHER)


def _again(draft: Draft[str]) -> Response:
    view = view_of(draft.fields.get("query", "").encode())[0]
    return make_response(render_template("roster/views.html", page=_page(view, draft)), UNPROCESSABLE)


def _page(view: RosterFilter, draft: Draft[str] | None = None) -> ViewsPage:
    viewer = current_viewer()
    viewer_id = None if viewer is None else viewer.user_id
    return queries.views_page(guild_here(), access(), view, viewer_id=viewer_id, draft=draft)


def _person_id() -> int:
    viewer = current_viewer()
    if viewer is None:
        abort(UNAUTHORIZED, WHOSE)
    return viewer.user_id
