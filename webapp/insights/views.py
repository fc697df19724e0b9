"""The addresses of a guild's insights."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.insights import actions, queries
from webapp.insights.attendance.export import ATTENDANCE, attendance_cells
from webapp.insights.export import BALANCE, GAINS, balance_cells, gains_cells, weeks_cells, weeks_head
from webapp.insights.page import InsightsPage
from webapp.insights.target import read_target
from webapp.insights.trends.export import SPECS, WEEKS, specs_cells
from webapp.insights.trends.export import weeks_cells as trend_cells
from webapp.lib import clock
from webapp.lib.forms import BadForm, Draft
from webapp.permissions.policy import Tool
from webapp.seasons.catalogue import season_at
from webapp.web.downloads import csv_answer, guild_file
from webapp.web.gate import access, requires
from webapp.web.refusals import tool_refused
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

bp = Blueprint(
    "insights", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>/insights"
)

SEE_OTHER, FORBIDDEN, UNPROCESSABLE = 303, 403, 422


@bp.get("/")
@requires(Tool.INSIGHTS)
def index(**_address: str) -> str:
    """Show how the guild got on."""
    return render_template(
        "insights/index.html", page=queries.insights_page(guild_here(), access(), clock.now())
    )


@bp.get("/target")
@requires(Tool.ROSTER_EDIT)
def target(**_address: str) -> str:
    """Show what the raid is to be made of, to change it."""
    _demand_insights()
    return render_template("insights/target.html", page=queries.target_page(guild_here(), clock.now()))


@bp.post("/target")
@requires(Tool.ROSTER_EDIT)
def save_target(**_address: str) -> AnyResponse:
    """Store what the raid is to be made of."""
    _demand_insights()
    guild, now = guild_here(), clock.now()
    try:
        wanted = read_target(request.form, season_at(guild.region, now).tier.tokens)
    except BadForm as bad:
        draft = Draft(problems=bad.problems, fields=request.form.to_dict())
        page = queries.target_page(guild, now, draft)
        return make_response(render_template("insights/target.html", page=page), UNPROCESSABLE)
    actions.save_target(guild.id, viewer_here().user_id, wanted, now=now)
    return redirect(f"{guild.path}insights/#balance", SEE_OTHER)


def _demand_insights() -> None:
    """Let nobody through to whom the insights are closed."""
    if Tool.INSIGHTS not in access().tools:
        abort(FORBIDDEN, tool_refused(Tool.INSIGHTS, access(), clock.now()))


@bp.get("/csv")
@requires(Tool.EXPORT)
def download(**_address: str) -> Response:
    """Hand out the weeks as a file, to those who see them."""
    page = _page_to_export()
    return csv_answer(_name("insights", page), weeks_head(page), weeks_cells(page))


@bp.get("/balance/csv")
@requires(Tool.EXPORT)
def download_balance(**_address: str) -> Response:
    """Hand out how members divide as a file, to those who see it."""
    page = _page_to_export()
    cells = [] if page.balance is None else balance_cells(page.balance, page.at)
    return csv_answer(_name("balance", page), BALANCE, cells)


@bp.get("/gains/csv")
@requires(Tool.EXPORT)
def download_gains(**_address: str) -> Response:
    """Hand out who gained and who did not as a file, to those who see it."""
    page = _page_to_export()
    if page.gains is None:
        abort(FORBIDDEN, tool_refused(Tool.LAST_SEEN, access(), page.at))
    return csv_answer(_name("gains", page), GAINS, gains_cells(page.gains, page.at))


@bp.get("/attendance/csv")
@requires(Tool.EXPORT)
def download_attendance(**_address: str) -> Response:
    """Hand out who was in the raids as a file, to those who see it."""
    page = _page_to_export()
    if page.attendance is None:
        closed = Tool.LOGS if Tool.LAST_SEEN in access().tools else Tool.LAST_SEEN
        abort(FORBIDDEN, tool_refused(closed, access(), page.at))
    return csv_answer(_name("attendance", page), ATTENDANCE, attendance_cells(page.attendance))


@bp.get("/trends/csv")
@requires(Tool.EXPORT)
def download_trends(**_address: str) -> Response:
    """Hand out what was played by weeks as a file, to those who see it."""
    page = _page_to_export()
    return csv_answer(_name("keys", page), WEEKS, trend_cells(page.trends))


@bp.get("/specs/csv")
@requires(Tool.EXPORT)
def download_specs(**_address: str) -> Response:
    """Hand out how popular specs are as a file, to those who see it."""
    page = _page_to_export()
    return csv_answer(_name("specs", page), SPECS, specs_cells(page.trends))


def _page_to_export() -> InsightsPage:
    _demand_insights()
    return queries.insights_page(guild_here(), access(), clock.now())


def _name(what: str, page: InsightsPage) -> str:
    guild = guild_here()
    return guild_file(what, guild, f"{page.at:%Y-%m-%d}")
