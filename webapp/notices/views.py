"""The addresses of a guild's notifications."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.lib.forms import BadForm, Draft, FieldProblem
from webapp.notices import actions, queries
from webapp.notices.forms import read_channel, typed_of
from webapp.notifications.kinds import Medium
from webapp.permissions.changes import Refused
from webapp.permissions.policy import Tool
from webapp.web.gate import access, requires
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

bp = Blueprint(
    "notices", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/notifications"
)
UNPROCESSABLE, SEE_OTHER = 422, 303


@bp.get("/")
@requires(Tool.NOTIFICATIONS)
def index(**_address: str) -> str:
    """Show where notices go, and how the last deliveries went."""
    return render_template("notices/index.html", page=queries.notices_page(guild_here(), access().tools))


@bp.get("/discord")
@bp.get("/email")
@requires(Tool.NOTIFICATIONS)
def unsaved(**_address: str) -> Response:
    """Lead back to the page: who loads the address of a refused form again sent nothing with it."""
    return _back()


@bp.post("/discord", defaults={"medium": Medium.DISCORD})
@bp.post("/email", defaults={"medium": Medium.EMAIL})
@requires(Tool.NOTIFICATIONS)
def save(medium: Medium, **_address: str) -> Response:
    """Store where notices go, which kinds, and when."""
    form = request.form.to_dict(flat=False)
    has_address = queries.channel_of(guild_here().id, medium) is not None
    try:
        wanted = read_channel(form, medium, has_address=has_address)
    except BadForm as bad:
        return _again(Draft(problems=bad.problems, fields=typed_of(form)))
    return _do(partial(actions.save_channel, wanted=wanted), medium)


@bp.post("/discord/test", defaults={"medium": Medium.DISCORD})
@bp.post("/email/test", defaults={"medium": Medium.EMAIL})
@requires(Tool.NOTIFICATIONS)
def send_test(medium: Medium, **_address: str) -> Response:
    """Have a test sent."""
    return _do(actions.ask_for_test, medium)


@bp.post("/discord/remove", defaults={"medium": Medium.DISCORD})
@bp.post("/email/remove", defaults={"medium": Medium.EMAIL})
@requires(Tool.NOTIFICATIONS)
def remove(medium: Medium, **_address: str) -> Response:
    """Forget an address."""
    return _do(actions.remove_channel, medium)


def _do(act: Callable[..., None], medium: Medium) -> Response:
    """Do what a button says; what refuses it is said on the page."""
    try:
        act(guild_here().id, viewer_here().user_id, medium=medium, now=clock.now())
    except Refused as refused:
        problem = FieldProblem(f"{medium}-{refused.field}", refused.sentence)
        return _again(Draft(problems=[problem]))
    return _back()


def _back() -> Response:
    return redirect(f"{guild_here().path}notifications/", SEE_OTHER)


def _again(draft: Draft[str]) -> Response:
    page = queries.notices_page(guild_here(), access().tools, draft)
    return make_response(render_template("notices/index.html", page=page), UNPROCESSABLE)
