"""The addresses of a guild's notifications."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.lib.forms import BadForm, Draft, FieldProblem
from webapp.notices import actions, queries
from webapp.notices.forms import read_channel
from webapp.permissions.changes import Refused
from webapp.permissions.policy import Tool
from webapp.web.gate import requires
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

bp = Blueprint(
    "notices", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/notifications"
)
UNPROCESSABLE, SEE_OTHER = 422, 303


@bp.get("/")
@requires(Tool.OPERATIONS)
def index(**_address: str) -> str:
    """Show where notices go, and how the last deliveries went."""
    return render_template("notices/index.html", page=queries.notices_page(guild_here()))


@bp.post("/discord")
@requires(Tool.OPERATIONS)
def save_discord(**_address: str) -> Response:
    """Store the webhook, and which kinds it is told."""
    has_address = queries.channel_of(guild_here().id) is not None
    try:
        wanted = read_channel(request.form.to_dict(flat=False), has_address=has_address)
    except BadForm as bad:
        return _again(Draft(problems=bad.problems))
    return _do(partial(actions.save_discord, wanted=wanted))


@bp.post("/discord/test")
@requires(Tool.OPERATIONS)
def test_discord(**_address: str) -> Response:
    """Have a test sent to the webhook."""
    return _do(actions.ask_for_test)


@bp.post("/discord/remove")
@requires(Tool.OPERATIONS)
def remove_discord(**_address: str) -> Response:
    """Forget the webhook."""
    return _do(actions.remove_discord)


def _do(act: Callable[..., None]) -> Response:
    """Do what a button says; what refuses it is said on the page."""
    try:
        act(guild_here().id, viewer_here().user_id, now=clock.now())
    except Refused as refused:
        return _again(Draft(problems=[FieldProblem(refused.field, refused.sentence)]))
    return _back()


def _back() -> Response:
    return redirect(f"{guild_here().path}notifications/", SEE_OTHER)


def _again(draft: Draft[str]) -> Response:
    page = queries.notices_page(guild_here(), draft)
    return make_response(render_template("notices/index.html", page=page), UNPROCESSABLE)
