"""The addresses of a guild's roster."""

from dataclasses import replace
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request
from htmx_flask import make_response
from htmx_flask.requests import HtmxHeaders
from werkzeug.wrappers import Response

from webapp.caching.regions import Region
from webapp.lib import clock
from webapp.permissions.policy import Tool
from webapp.roster import actions, bodies, queries
from webapp.roster.asking import asked_of, page_made_of, table_made_of, told_of, view_of
from webapp.roster.export import cells_of, head_of
from webapp.roster.filters import RosterFilter
from webapp.roster.page import ShellPage, run_word
from webapp.roster.past.views import day_page
from webapp.roster.query.lookups import note_words
from webapp.roster.query.parser import parsed
from webapp.web import fast_pages, pieces, shells
from webapp.web.downloads import csv_answer, guild_file
from webapp.web.gate import access, requires
from webapp.web.subjects import guild_here
from webapp.web.viewer import viewer_here

bp = Blueprint("roster", __name__, url_prefix="/guilds/<string:region>/<string:realm>/<string:name>")
NO_CONTENT, SEE_OTHER, BAD_FIELD = 204, 303, 400
NOTHING_NEW = "false"
PAST_DAY = "at"
"""The field that asks for the roster as it was on a day."""


@bp.get("/")
@requires(Tool.ROSTER)
def index(**_address: str) -> Response:
    """Show the whole page, or that of a past day; a field that cannot be used is named and left out."""
    if PAST_DAY in request.args:
        return day_page()
    fast_pages.answers_again(page_made_of)
    asked = _asked()
    return _whole(asked, bodies.body_of(asked))


@bp.post("/search-notes")
@requires(Tool.OFFICER_NOTES, reads=True)
def search_notes(**_address: str) -> Response:
    """Show the page of a query for words of notes, and count that the notes found were read."""
    asked = _asked()
    words = note_words(parsed(asked.view.text))
    found = actions.search_notes(guild_here().id, viewer_here().user_id, words, now=asked.now)
    return _whole(asked, bodies.body_of_press(asked, found), is_kept=False)


def _whole(asked: bodies.Asked, body: bodies.Body, *, is_kept: bool = True) -> Response:
    strip = bodies.strip_of(asked)
    page = ShellPage(
        guild=asked.guild,
        tools=access().tools,
        is_active=strip.is_active,
        **{name: shells.mark(name) for name in ("strip", "filters", "table")},
    )
    shell = shells.kept("roster/index.html", page)
    parts = {"strip": [strip.part], **body.parts}
    answer = pieces.whole(shell, parts, Region.ROSTER, is_kept=is_kept and not body.has_problems)
    return _problems_told(answer, body)


@bp.get("/csv")
@requires(Tool.EXPORT)
def download(**_address: str) -> Response:
    """Hand out whom a view keeps as a file; of one that cannot be used the page is shown, and says why."""
    asked = _asked()
    page = bodies.page_of(replace(asked, view=replace(asked.view, page_size=None, page=1)))
    if page.problems:
        return _whole(asked, bodies.body_of(asked), is_kept=False)
    name = guild_file("roster", asked.guild, f"{asked.now:%Y-%m-%d}")
    return csv_answer(name, head_of(page), cells_of(page, asked.now))


@bp.get("/_table")
@requires(Tool.ROSTER)
def table(**_address: str) -> Response:
    """Show only the table, for filters and live updates; the address bar follows.

    A query that cannot be read changes no table: who still types it is told so under the field.
    """
    fast_pages.answers_again(table_made_of)
    asked = _asked()
    body = bodies.body_of(asked)
    if body.has_fault:
        return Response(status=NO_CONTENT)
    url = asked.guild.path + (f"?{body.query}" if body.query else "")
    push_url = _address_to_push(url)
    response = pieces.fragment(body.parts["table"], Region.ROSTER, also=[push_url])
    response.headers["HX-Push-Url"] = push_url
    return _problems_told(response, body)


@bp.get("/_find")
@requires(Tool.ROSTER)
def find(**_address: str) -> str:
    """Show what stands under the search field while people type: what is wrong, and how it could go on."""
    return render_template(
        "roster/_find.html", page=told_of(request.args.get("q", ""), access(), guild_here())
    )


@bp.get("/_strip")
@requires(Tool.ROSTER)
def strip(**_address: str) -> Response:
    """Show only the sync strip, and ring for a new table when the data is newer than ``version``.

    A strip at rest names the ``run`` that it knows of, and is told in one word that there is no other.
    """
    guild = guild_here()
    if request.args.get("run") == run_word(guild):
        return Response(status=NO_CONTENT)
    allowed = access()
    page = queries.strip_page(
        guild, _view(), tools=allowed.tools, is_member=allowed.standing.rank is not None, now=clock.now()
    )
    is_newer = request.args.get("version") != str(guild.data_version)
    response: Response = make_response(
        render_template("roster/_strip.html", page=page), trigger="roster-changed" if is_newer else None
    )
    return response


@bp.post("/refresh")
@requires(Tool.SYNC)
def refresh(**_address: str) -> Response:
    """Wish for a fresh roster and fresh characters, then go back to the roster."""
    guild = guild_here()
    actions.wish_refresh(guild.id, viewer_here().user_id, now=clock.now())
    query = _view().query()
    return redirect(f"{guild.path}?{query}" if query else guild.path, SEE_OTHER)


def _view() -> RosterFilter:
    return view_of(request.query_string)[0]


def _asked() -> bodies.Asked:
    return asked_of(fast_pages.asked_here())


def _problems_told(answer: Response, body: bodies.Body) -> Response:
    """Say in the status too that a field could not be used."""
    if body.has_problems:
        answer.status_code = BAD_FIELD
    return answer


def _address_to_push(url: str) -> str:
    """Return the page's address unless the browser is there already: a live update adds no history.

    Then htmx is told so in its own word: with a 304 a browser would read the header that it has kept.
    """
    if "HX-Current-URL" not in request.headers:
        return url
    try:
        shown = urlsplit(HtmxHeaders(request.headers).current_url or "")
    except ValueError:  # anybody can send any header
        return url
    return NOTHING_NEW if f"{shown.path}?{shown.query}".rstrip("?") == url else url
