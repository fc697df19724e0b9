"""Signing in, coming back from Battle.net, signing out."""

import structlog
from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.accounts import actions, browser
from webapp.accounts.outcome import outcome_page, read_outcome
from webapp.accounts.page import USUAL_REGION, RefusedPage, SignInPage
from webapp.accounts.refusals import TurnedAway
from webapp.accounts.way_back import PATH, way_back
from webapp.config import current_settings
from webapp.lib import clock
from webapp.web.gate import public, signed_in, while_viewing_as
from webapp.web.limits import begun_here
from webapp.web.next_path import FIRST_PAGE, local_path
from webapp.web.session_cookie import clear_session, read_session_id, set_session
from webapp.web.viewer import viewer_here
from webapp.words import REGIONS

bp = Blueprint("accounts", __name__)
SEE_OTHER, UNPROCESSABLE = 303, 422
YES = "yes"
NO_REGION = "Choose the region that you play in."
log = structlog.get_logger()


@bp.get("/sign-in")
@public
def sign_in_form() -> str:
    """Show the form, for whoever comes without one at hand."""
    page = SignInPage(way_on=local_path(request.args.get("next")))
    return render_template("accounts/sign_in.html", page=page)


@bp.post("/sign-in")
@public
def sign_in() -> AnyResponse:
    """Send the browser to Battle.net."""
    region, way_on = request.form.get("region", ""), local_path(request.form.get("next"))
    if region not in REGIONS:
        page = SignInPage(way_on=way_on, problem=NO_REGION)
        return make_response(render_template("accounts/sign_in.html", page=page), UNPROCESSABLE)
    back = way_back(current_settings().public_url, request.scheme, request.host)
    try:
        url, attempt = actions.send_off(
            region, way_on, back, clock.now(), brings_back=request.form.get("bring_back") == YES
        )
    except TurnedAway as refusal:
        return _turned_away(refusal, region, way_on)
    browser.keep_attempt(attempt)
    return redirect(url, SEE_OTHER)


@bp.get(PATH)
@public
@begun_here(browser.has_attempt)
def callback() -> AnyResponse:
    """Welcome whoever comes back from Battle.net, or say calmly why nobody is signed in."""
    query = request.args.to_dict(flat=False)
    states = query.get("state", [])
    attempt = browser.take_attempt(states[0]) if len(states) == 1 else None
    try:
        welcome = actions.welcome(attempt, query, read_session_id(request), clock.now())
    except TurnedAway as refusal:
        region, way_on = (attempt.region, attempt.way_on) if attempt else (USUAL_REGION, FIRST_PAGE)
        return _turned_away(refusal, region, way_on)
    return _let_in(welcome)


@bp.get("/sign-in/outcome")
@signed_in
def outcome() -> AnyResponse | str:
    """Say what became of the list of characters, and how to add some."""
    known = read_outcome(browser.kept_outcome())
    if known is None:
        return redirect(FIRST_PAGE, SEE_OTHER)
    page = outcome_page(viewer_here().name, *known)
    return render_template("accounts/outcome.html", page=page)


@bp.post("/sign-out")
@public
def sign_out() -> AnyResponse:
    """End the session of this browser."""
    stored_id = read_session_id(request)
    if stored_id is not None:
        actions.leave(stored_id, clock.now())
    return _let_out()


@bp.post("/sign-out-everywhere")
@signed_in
@while_viewing_as
def sign_out_everywhere() -> AnyResponse:
    """End every session of the person who asks, this one included."""
    actions.leave_everywhere(viewer_here().user_id, clock.now())
    return _let_out()


def _let_in(welcome: actions.Welcome) -> Response:
    browser.begin_anew()
    attempt, way_on = welcome.attempt, welcome.attempt.way_on
    if welcome.note is not None:
        browser.keep_outcome(attempt.region, welcome.note, way_on)
        way_on = "/sign-in/outcome"
    response = make_response(redirect(way_on, SEE_OTHER))
    set_session(response, welcome.cookie)
    return _private(response)


def _let_out() -> Response:
    browser.begin_anew()
    response = make_response(redirect(FIRST_PAGE, SEE_OTHER))
    clear_session(response)
    return _private(response)


def _turned_away(refusal: TurnedAway, region: str, way_on: str) -> Response:
    words = refusal.refusal.words
    log.warning("not_signed_in", reason=refusal.refusal.value, detail=refusal.reason)
    page = RefusedPage(words=words, region=region, way_on=way_on, request_id=g.get("request_id", "-"))
    return _private(make_response(render_template("accounts/refused.html", page=page), words.status))


def _private(response: Response) -> Response:
    """Keep the address of this page, which may hold a code, out of caches and of the next page's sight."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
