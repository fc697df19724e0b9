"""How the server is, for programs: one word to everybody, everything to a token of an operator."""

from flask import Blueprint, Response, g, request

from webapp.api.answers import json_answer
from webapp.lib import clock
from webapp.operations.server_health import detailed_health, public_health
from webapp.permissions.tokens import Scope
from webapp.web import token_gate
from webapp.web.gate import just_the_token, public
from webapp.web.problems import Problem

bp = Blueprint("health-v1", __name__, url_prefix="/api/v1")
FORBIDDEN = 403
NOT_OF_A_GUILD = "The detail is about the whole server: it needs a token of an operator, not of a guild."


@bp.get("/health")
@public
def health() -> Response:
    """Answer with a word; whoever sends a token is told why."""
    if "Authorization" not in request.headers:
        return json_answer(public_health(clock.now()))
    token_gate.let_in(token_gate.Need(Scope.METRICS_READ, just_the_token))
    if g.bearer.guild_id is not None:
        raise Problem(FORBIDDEN, NOT_OF_A_GUILD)
    return json_answer(detailed_health(clock.now()))
