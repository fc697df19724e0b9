"""The addresses at which officers bring in files, and at which characters get their place."""

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.imports import actions, queries
from webapp.imports.forms import read_files
from webapp.imports.page import ReportPage
from webapp.lib import clock
from webapp.lib.forms import BadForm, Draft, FieldProblem
from webapp.permissions.changes import NotThere, Refused
from webapp.permissions.policy import Tool
from webapp.web.downloads import csv_answer
from webapp.web.gate import operators_only, requires
from webapp.web.request_values import HIGHEST_ID
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

bp = Blueprint("imports", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/imports")
server = Blueprint("server_imports", __name__, url_prefix="/operations/imports")
SEE_OTHER, NOT_FOUND, UNPROCESSABLE = 303, 404, 422
UPLOAD = f"/<int(max={HIGHEST_ID}):upload_id>"
RECORD = f"/<int(max={HIGHEST_ID}):record_id>"
NO_UPLOAD = "These files were sent more than 30 days ago, or never."
SOURCE = "A file of an old tool, sent to this guild by an officer."
"""Whose data the rows of a report are: none of it is Blizzard's."""
HEAD = ("file", "outcome", "why", "character")


@bp.get("/")
@requires(Tool.ROSTER_EDIT)
def index(**_address: str) -> str:
    """Show the form that takes files, and what came of the last ones."""
    return render_template("imports/index.html", page=queries.imports_page(guild_here()))


@bp.post("/")
@requires(Tool.ROSTER_EDIT)
def send(**_address: str) -> Response:
    """Take files in, then go to their report, which fills by itself."""
    try:
        files = read_files((one.filename, one.read()) for one in request.files.getlist("files"))
        guild, actor = guild_here(), viewer_here().user_id
        upload_id = actions.take_files(guild.id, actor, files, _typed(), now=clock.now())
    except BadForm as bad:
        return _again(Draft(problems=bad.problems, fields=_fields()))
    except Refused as refused:
        return _again(Draft(problems=[FieldProblem(refused.field, refused.sentence)], fields=_fields()))
    return redirect(f"{queries.home_of(guild).path}{upload_id}/", SEE_OTHER)


@bp.get(f"{UPLOAD}/")
@requires(Tool.ROSTER_EDIT)
def report(upload_id: int, **_address: str) -> str:
    """Show what became of each file."""
    return render_template("imports/report.html", page=_report(upload_id))


@bp.get(f"{UPLOAD}/_report")
@requires(Tool.ROSTER_EDIT)
def report_part(upload_id: int, **_address: str) -> str:
    """Show only the progress and the rows, while a worker reads."""
    return render_template("imports/_report.html", page=_report(upload_id))


@bp.get(f"{UPLOAD}/csv")
@requires(Tool.ROSTER_EDIT)
def report_file(upload_id: int, **_address: str) -> Response:
    """Give the report as a file."""
    page = _report(upload_id)
    rows = [(one.file_name, one.outcome, one.why, one.name) for one in page.files]
    return csv_answer(f"import-{upload_id}", HEAD, rows, source=SOURCE)


@bp.get("/unplaced/")
@requires(Tool.ROSTER_EDIT)
def unplaced(**_address: str) -> str:
    """Show the characters whose files do not say where they are."""
    guild = guild_here()
    page = queries.unplaced_page(queries.home_of(guild), guild)
    return render_template("imports/unplaced.html", page=page)


@bp.post(f"/unplaced{RECORD}")
@requires(Tool.ROSTER_EDIT)
def place(record_id: int, **_address: str) -> Response:
    """Say where a character belongs."""
    guild = guild_here()
    home = queries.home_of(guild)
    try:
        actions.place_of_guild(guild.id, viewer_here().user_id, record_id, _typed(), now=clock.now())
    except Refused as refused:
        page = queries.unplaced_page(home, guild, draft=_wrong(refused), wrong_id=record_id)
        return make_response(render_template("imports/unplaced.html", page=page), UNPROCESSABLE)
    except NotThere as gone:
        abort(NOT_FOUND, str(gone))
    return redirect(f"{home.path}unplaced/", SEE_OTHER)


@server.get("/")
@operators_only
def server_unplaced() -> str:
    """Show the same of those that were brought in at the server itself."""
    return render_template("imports/unplaced.html", page=queries.unplaced_page(queries.SERVER, None))


@server.post(RECORD)
@operators_only
def server_place(record_id: int) -> Response:
    """Say where one of those belongs."""
    try:
        actions.place_of_server(viewer_here().user_id, record_id, _typed(), now=clock.now())
    except Refused as refused:
        page = queries.unplaced_page(queries.SERVER, None, draft=_wrong(refused), wrong_id=record_id)
        return make_response(render_template("imports/unplaced.html", page=page), UNPROCESSABLE)
    except NotThere as gone:
        abort(NOT_FOUND, str(gone))
    return redirect(queries.SERVER.path, SEE_OTHER)


def _report(upload_id: int) -> ReportPage:
    page = queries.report_page(guild_here(), upload_id)
    if page is None:
        abort(NOT_FOUND, NO_UPLOAD)
    return page


def _typed() -> tuple[str, str]:
    return request.form.get("region", ""), request.form.get("realm", "")


def _fields() -> dict[str, str]:
    return dict(zip(("region", "realm"), _typed(), strict=True))


def _wrong(refused: Refused) -> Draft[str]:
    return Draft(problems=[FieldProblem(refused.field, refused.sentence)], fields=_fields())


def _again(draft: Draft[str]) -> Response:
    page = queries.imports_page(guild_here(), draft)
    return make_response(render_template("imports/index.html", page=page), UNPROCESSABLE)
