"""The addresses of a person's own pages."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from webapp.caching.regions import Region
from webapp.lib import clock
from webapp.lib.forms import BadForm
from webapp.me import actions, bodies, queries
from webapp.me.answers import attachment
from webapp.me.forms import NOT_CONFIRMED, is_confirmed, read_before, read_main, read_unlisted, read_until
from webapp.me.page import ShellPage
from webapp.web import pieces, shells
from webapp.web.gate import public, signed_in, while_viewing_as
from webapp.web.session_cookie import clear_session
from webapp.web.viewer import viewer_here

bp = Blueprint("me", __name__, url_prefix="/me")
BAD_FORM, SEE_OTHER, UNPROCESSABLE = 400, 303, 422


@bp.get("/characters")
@signed_in
def characters() -> Response:
    """Show the person's guilds and characters, and what they are told."""
    body = bodies.characters_of(viewer_here(), clock.now())
    shell = shells.kept("me/characters.html", ShellPage(body=shells.mark("body")))
    return pieces.whole(shell, {"body": [body.encode()]}, Region.PROFILE)


@bp.post("/characters/main")
@signed_in
def choose_main() -> AnyResponse:
    """Make a character the main of all others, or let none be one."""
    try:
        main_id = read_main(request.form)
    except BadForm as bad:
        abort(BAD_FORM, bad.words)
    actions.choose_main(viewer_here().user_id, main_id, now=clock.now())
    return redirect("/me/characters#mine", SEE_OTHER)


@bp.get("/notifications")
@signed_in
def notifications() -> str:
    """Show everything that the person was told, page by page."""
    try:
        before = read_before(request.args)
    except BadForm as bad:
        abort(BAD_FORM, bad.words)
    page = queries.news_page(viewer_here(), before, clock.now())
    return render_template("me/notifications.html", page=page)


@bp.post("/notifications/read")
@signed_in
def mark_read() -> AnyResponse:
    """Note that the person has read what they were told."""
    try:
        until = read_until(request.form)
    except BadForm as bad:
        abort(BAD_FORM, bad.words)
    actions.mark_read(viewer_here().user_id, until, now=clock.now())
    from_list = request.form.get("page") == "notifications"
    return redirect("/me/notifications" if from_list else "/me/characters", SEE_OTHER)


@bp.post("/notifications/kinds")
@signed_in
def choose_kinds() -> AnyResponse:
    """Note which kinds of things the person wants to be told."""
    try:
        actions.choose_kinds(viewer_here().user_id, request.form, now=clock.now())
    except BadForm as bad:
        abort(BAD_FORM, bad.words)
    return redirect("/me/notifications#kinds", SEE_OTHER)


@bp.get("/data")
@signed_in
def data() -> AnyResponse:
    """Show what is stored about the person, and how to take it along or have it deleted."""
    return _data_page()


@bp.get("/data/export.json")
@signed_in
def export() -> AnyResponse:
    """Give everything that is stored about the person as a file."""
    return attachment(queries.export(viewer_here(), clock.now()))


@bp.post("/data/sessions/<string:mark>/end")
@signed_in
@while_viewing_as
def end_session(mark: str) -> AnyResponse:
    """Sign the person out in one browser."""
    actions.end_session(viewer_here().user_id, mark, now=clock.now())
    return redirect("/me/data#sessions", SEE_OTHER)


@bp.post("/leaderboards")
@signed_in
def leaderboards() -> AnyResponse:
    """Let the person's characters stand on leaderboards, or on none."""
    try:
        is_unlisted = read_unlisted(request.form)
    except BadForm as bad:
        abort(BAD_FORM, bad.words)
    actions.unlist(viewer_here().user_id, is_unlisted=is_unlisted)
    return redirect("/me/data#leaderboards", SEE_OTHER)


@bp.post("/data/delete")
@signed_in
def delete() -> AnyResponse:
    """Delete everything that is stored about the person, who typed that they mean it."""
    if not is_confirmed(request.form):
        return _data_page(problem=NOT_CONFIRMED, status=UNPROCESSABLE)
    actions.forget_me(viewer_here().user_id, now=clock.now())
    session.clear()
    response = make_response(redirect("/me/forgotten", SEE_OTHER))
    clear_session(response)
    return response


@bp.get("/forgotten")
@public
def forgotten() -> str:
    """Say to somebody who is not known here any more what happened, and how it would be undone."""
    return render_template("me/forgotten.html", page=None)


def _data_page(*, problem: str | None = None, status: int = 200) -> Response:
    page = queries.data_page(viewer_here(), clock.now(), problem=problem)
    response = make_response(render_template("me/data.html", page=page), status)
    response.headers["Cache-Control"] = "no-store"
    return response
