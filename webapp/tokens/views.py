"""The addresses of a guild's tokens."""

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.lib.forms import BadForm, FieldProblem
from webapp.permissions.changes import Refused
from webapp.permissions.policy import Tool
from webapp.tokens import actions, queries
from webapp.tokens.forms import read_token
from webapp.tokens.page import TokenDraft
from webapp.web.gate import access, requires
from webapp.web.request_values import HIGHEST_ID
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

bp = Blueprint("tokens", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/tokens")
UNPROCESSABLE, SEE_OTHER = 422, 303


@bp.get("/")
@requires(Tool.API_TOKENS)
def index(**_address: str) -> Response:
    """Show the tokens of the guild."""
    return _page(TokenDraft())


@bp.post("/")
@requires(Tool.API_TOKENS)
def make(**_address: str) -> Response:
    """Make a token and show it, this once: nothing can lead to it a second time."""
    form, now = request.form.to_dict(flat=False), clock.now()
    try:
        wanted = read_token(form, now)
        secret = actions.make_token(guild_here().id, viewer_here().user_id, wanted, now=now)
    except BadForm as bad:
        return _page(TokenDraft(problems=bad.problems, fields=form), status=UNPROCESSABLE)
    except Refused as refused:
        problem = FieldProblem(refused.field, refused.sentence)
        return _page(TokenDraft(problems=[problem], fields=form), status=UNPROCESSABLE)
    return _page(TokenDraft(), made=(wanted.name, secret))


@bp.post(f"/<int(max={HIGHEST_ID}):token_id>/revoke")
@requires(Tool.API_TOKENS, reads=True)
def revoke(token_id: int, **_address: str) -> Response:
    """Make a token useless from the next request on, of an archived guild too: programs read that as well."""
    actions.revoke_token(guild_here().id, viewer_here().user_id, token_id, now=clock.now())
    return redirect(f"{guild_here().path}tokens/", SEE_OTHER)


def _page(draft: TokenDraft, *, made: tuple[str, str] | None = None, status: int = 200) -> Response:
    page = queries.tokens_page(guild_here(), access(), draft, now=clock.now(), made=made)
    response = make_response(render_template("tokens/index.html", page=page), status)
    response.headers["Cache-Control"] = "no-store"
    return response
