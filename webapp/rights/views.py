"""The addresses of a guild's settings."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.lib.forms import BadForm, Draft, FieldProblem
from webapp.permissions.audit import Kind
from webapp.permissions.changes import Moved, Refused
from webapp.permissions.mapping import read_mapping
from webapp.permissions.policy import Tool
from webapp.rights import actions, forms, queries
from webapp.rights.listing import BadQuery, Show, Word, read_page, read_word
from webapp.web.gate import access, requires, signed_in, while_viewing_as
from webapp.web.request_values import HIGHEST_ID
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

bp = Blueprint("rights", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/settings")
view_as = Blueprint("view_as", __name__, url_prefix="/view-as")
BAD_QUERY, MOVED_ON, INVALID, SEE_OTHER = 400, 409, 422, 303
Answer = Response | tuple[str, int]


@bp.get("/")
@requires(Tool.SETTINGS)
def index(**_address: str) -> str:
    """Show which rank has which tool, and everything beside it."""
    return _index(Draft())


@bp.post("/preview")
@requires(Tool.SETTINGS, reads=True)
def preview(**_address: str) -> Answer:
    """Show who would gain and who would lose what; nothing is stored."""
    rules, problems = read_mapping(request.form.to_dict(flat=False), access().rules)
    if problems:
        return _index(Draft(problems=problems)), INVALID
    page = queries.preview_page(
        guild_here(), access().rules, rules, actor_id=viewer_here().user_id, now=clock.now()
    )
    return render_template("rights/preview.html", page=page), 200


@bp.post("/")
@requires(Tool.SETTINGS)
def save(**_address: str) -> Answer:
    """Store the mapping that the person has seen the preview of."""
    rules, problems = read_mapping(request.form.to_dict(flat=False), access().rules)
    if problems:
        return _index(Draft(problems=problems)), INVALID
    version = forms.read_version(request.form)
    return _do(
        lambda actor, now: actions.save_mapping(guild_here().id, actor, rules, version=version, now=now), ""
    )


@bp.post("/rank-names")
@requires(Tool.SETTINGS)
def name_ranks(**_address: str) -> Answer:
    """Store what officers call the ranks."""
    return _do(
        lambda actor, now: actions.name_ranks(
            guild_here().id, actor, forms.read_rank_names(request.form), now=now
        ),
        "#ranks",
    )


@bp.post("/ranks/confirm")
@requires(Tool.SETTINGS)
def confirm_ranks(**_address: str) -> Answer:
    """Let the ranks count as the roster tells them."""
    return _do(lambda actor, now: actions.confirm_ranks(guild_here().id, actor, now=now), "#ranks")


@bp.post("/visibility")
@requires(Tool.SETTINGS)
def set_visibility(**_address: str) -> Answer:
    """Store who may visit."""
    return _do(
        lambda actor, now: actions.set_visibility(
            guild_here().id, actor, forms.read_visibility(request.form), now=now
        ),
        "#visitors",
    )


@bp.post("/exceptions")
@requires(Tool.SETTINGS)
def make_exception(**_address: str) -> Answer:
    """Give one person a tool, or take it."""
    return _do(
        lambda actor, now: actions.make_exception(
            guild_here().id, actor, forms.read_exception(request.form, now), now=now
        ),
        "#exceptions",
    )


@bp.post(f"/exceptions/<int(max={HIGHEST_ID}):exception_id>/end")
@requires(Tool.SETTINGS)
def end_exception(exception_id: int, **_address: str) -> Answer:
    """Let a person's rank decide again."""
    return _do(
        lambda actor, now: actions.end_exception(guild_here().id, actor, exception_id, now=now),
        "#exceptions",
    )


@bp.get("/members")
@requires(Tool.SETTINGS)
def members(**_address: str) -> str:
    """Show everybody with the evidence of ownership, or those whom nobody has claimed."""
    show, page = _listed(lambda: read_word(request.args, "show", Show))
    found = queries.members_page(guild_here(), show, page, access().rules, now=clock.now())
    return render_template("rights/members.html", page=found)


@bp.get("/audit")
@requires(Tool.SETTINGS)
def audit(**_address: str) -> str:
    """Show who changed what, and when."""
    kind, page = _listed(lambda: read_word(request.args, "kind", Kind))
    found = queries.log_page(guild_here(), kind, page, access(), now=clock.now())
    return render_template("rights/log.html", page=found)


@bp.post(f"/audit/<int(max={HIGHEST_ID}):entry_id>/undo")
@requires(Tool.SETTINGS)
def undo(entry_id: int, **_address: str) -> Answer:
    """Take back what an entry of the log tells of."""
    return _do(lambda actor, now: actions.undo(guild_here().id, actor, entry_id, now=now), "audit")


@bp.post("/view-as")
@requires(Tool.SETTINGS)
def start_view_as(**_address: str) -> Answer:
    """Look at this guild's pages as a rank, beginning with the roster."""
    return _do(
        lambda _actor, now: actions.start_view_as(
            guild_here().id, viewer_here(), forms.read_rank(request.form), now=now
        ),
        "../",
    )


@view_as.post("/stop")
@signed_in
@while_viewing_as
def stop() -> Response:
    """Be oneself again, back at the settings from where it began."""
    path = actions.stop_view_as(viewer_here(), now=clock.now())
    return redirect("/" if path is None else f"{path}settings/", SEE_OTHER)


def _do(action: Callable[[int, datetime], None], then: str) -> Answer:
    """Do what a form asks for, then lead on; what cannot be done is said above the same page."""
    try:
        action(viewer_here().user_id, clock.now())
    except BadForm as bad:
        return _index(Draft(problems=bad.problems, fields=request.form)), INVALID
    except Refused as refused:
        problem = FieldProblem(refused.field, refused.sentence)
        return _index(Draft(problems=[problem], fields=request.form)), INVALID
    except Moved as moved:
        return _index(Draft(problems=[FieldProblem("version", str(moved))])), MOVED_ON
    path = guild_here().path
    return redirect(path if then == "../" else f"{path}settings/{then}", SEE_OTHER)


def _index(draft: Draft[str]) -> str:
    page = queries.settings_page(guild_here(), access(), draft, now=clock.now())
    return render_template("rights/index.html", page=page)


def _listed(narrowing: Callable[[], Word | None]) -> tuple[Word | None, int]:
    try:
        return narrowing(), read_page(request.args)
    except BadQuery as bad:
        abort(BAD_QUERY, str(bad))
