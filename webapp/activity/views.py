"""The addresses of a guild's activity."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.activity import actions, queries
from webapp.activity.asking import Asked, BadAsking, read_asked
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.sync.held import CannotAccept, NothingHeld
from webapp.web.downloads import csv_answer, guild_file
from webapp.web.gate import access, requires
from webapp.web.old_ranks import refuse_archived
from webapp.web.refusals import tool_refused
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

bp = Blueprint(
    "activity", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/activity"
)
BAD_QUERY, FORBIDDEN, MOVED_ON, SEE_OTHER = 400, 403, 409, 303
ANOTHER_ONE = "Nothing was changed: that roster is not held any more. What is shown here is what is held now."
Answer = Response | tuple[str, int]


@bp.get("/")
@requires(Tool.INSIGHTS)
def index(**_address: str) -> tuple[str, int]:
    """Show what happened to members, and a roster that is held to those who may decide."""
    try:
        asked = read_asked(request.args)
    except BadAsking as bad:
        return _page(Asked(), str(bad)), BAD_QUERY
    return _page(asked, None), 200


@bp.get("/csv")
@requires(Tool.EXPORT)
def download(**_address: str) -> Response:
    """Give all events that are asked for as a file; who exports has to see them too."""
    if Tool.INSIGHTS not in access().tools:
        abort(FORBIDDEN, tool_refused(Tool.INSIGHTS, access(), clock.now()))
    now = clock.now()
    try:
        rows = queries.activity_rows(guild_here(), read_asked(request.args), now=now)
    except BadAsking as bad:
        abort(BAD_QUERY, str(bad))
    return csv_answer(guild_file("activity", guild_here(), f"{now:%Y-%m-%d}"), queries.FILE_HEAD, rows)


@bp.post("/held/apply")
@requires(Tool.OPERATIONS, reads=True)
def apply(**_address: str) -> Answer:
    """Believe the held roster; ranks may be old, because this is what makes them new."""
    return _decide(
        lambda mark, now: actions.apply_held(guild_here().id, viewer_here().user_id, mark, now=now)
    )


@bp.post("/held/discard")
@requires(Tool.OPERATIONS, reads=True)
def discard(**_address: str) -> Answer:
    """Drop the held roster, and ask Battle.net again."""
    return _decide(
        lambda mark, now: actions.discard_held(guild_here().id, viewer_here().user_id, mark, now=now)
    )


def _decide(action: Callable[[str, datetime], None]) -> Answer:
    """Decide about the held roster: one of before a guild was archived makes its ranks none of today."""
    refuse_archived(guild_here())
    try:
        action(request.form.get("mark", ""), clock.now())
    except NothingHeld:
        return _page(Asked(), ANOTHER_ONE), MOVED_ON
    except CannotAccept as cannot:
        return _page(Asked(), str(cannot)), MOVED_ON
    return redirect(f"{guild_here().path}activity/", SEE_OTHER)


def _page(asked: Asked, problem: str | None) -> str:
    page = queries.activity_page(guild_here(), access(), asked, now=clock.now(), problem=problem)
    return render_template("activity/index.html", page=page)
