"""Error pages: a sentence that helps, a request id to quote, never a traceback."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, g, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from htmx_flask.requests import HtmxHeaders
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    SecurityError,
    ServiceUnavailable,
)
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from webapp.web.cross_site import ELSEWHERE
from webapp.web.next_path import local_path
from webapp.web.notices import is_asked_by_htmx, say_beside
from webapp.web.problems import answer_to, is_asked_by_program
from webapp.web.request_values import READING
from webapp.web.subjects import Place
from webapp.web.typed import TypedField, typed_fields
from webapp.web.viewer import current_viewer

RETRY_AFTER_SECONDS = 10
"""When a browser may ask again while the database is away."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page says."""

    status: int
    title: str
    message: str
    request_id: str
    asked_for: str
    typed: Sequence[TypedField] = ()
    way_back: Place | None = None

    @property
    def may_need_sign_in(self) -> bool:
        """Whether the page may be there for somebody who is signed in."""
        return self.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


TITLES = {
    400: "That request cannot be read",
    401: "Sign in first",
    403: "Not open to you",
    404: "Nothing musters here",
    405: "Not done that way",
    409: "Not just now",
    413: "Too much at once",
    429: "Too fast",
    500: "Something broke on our side",
    503: "Out for a moment",
}
MESSAGES = {
    400: "Something in the address or the form is not what this page expects. Go back and try again.",
    403: "This page is closed.",
    404: "There is no page at this address. The guilds that are open to you are on the first page.",
    405: "This address answers another kind of request. Use the buttons on the page.",
    413: "What was sent is larger than this server accepts.",
    429: "Too many requests came from your address. Wait a minute, then go on.",
    500: "The trouble has been noted under the number below. Nothing that you saw was lost.",
    503: "The database does not answer just now. What it holds is safe. Try again in a few seconds.",
}
REFUSED = frozenset({401, 403, 404, 409})
"""Answers of the gate that a person must read: a poll of a page that closed meanwhile must not go silent."""
STILL_GOOD = frozenset({403, 409})
"""Refusals of a press on a page that its reader may see all the same."""
STALE_FORM = (
    "Nothing was done: this form is from before you signed in or out, or your browser keeps no cookies."
    " Keep what you typed, load the page again and press once more."
)

FOREIGN_HOST = "This server does not answer under that name."


def init_app(app: Flask) -> None:
    """Answer every failure with a page of ours."""
    app.before_request(lead_to_the_slash)
    app.register_error_handler(CSRFError, form_refused)
    app.register_error_handler(SecurityError, foreign_host)
    app.register_error_handler(HTTPException, http_error)
    for trouble in (OperationalError, InterfaceError, NoFreeConnection):
        app.register_error_handler(trouble, database_away)
    app.register_error_handler(Exception, unexpected)


def lead_to_the_slash() -> AnyResponse | None:
    """Answer the router's redirects, a slash more or less, without the host: anybody can send any Host."""
    wrong = request.routing_exception
    if not isinstance(wrong, RequestRedirect):
        return None
    parts = urlsplit(wrong.new_url)
    path = f"/{parts.path.lstrip('/')}"
    return redirect(f"{path}?{parts.query}" if parts.query else path, wrong.code)


def http_error(error: HTTPException) -> AnyResponse:
    """Show an HTTP error under its own status and headers; redirects pass through."""
    answer = error.get_response()
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return answer
    if is_asked_by_program():
        return answer_to(error)
    if error.code == HTTPStatus.NOT_FOUND and request.endpoint != "static":
        _recognise()
    own_words = error.description if error.description != type(error).description else None
    page = replace(_page(error.code, own_words), typed=() if own_words == ELSEWHERE else _typed())
    answer.data = render_template("errors/page.html", page=page)
    answer.content_type = "text/html; charset=utf-8"
    if is_asked_by_htmx():
        tell_htmx(answer, page)
    return answer


def _recognise() -> None:
    """Find out who asks for an address that leads nowhere, where the gate has not."""
    with suppress(SQLAlchemyError):  # a database that is away makes no other error of it
        current_viewer()


def _typed() -> Sequence[TypedField]:
    """Return what was typed into the form; a page never shows another site's words as if they were."""
    try:
        return typed_fields(request.form.items(multi=True), request.blueprint)
    except HTTPException:  # the form itself cannot be read
        return ()


def tell_htmx(answer: AnyResponse, page: ErrorPage) -> None:
    """Say beside the page what was not done; load it again where it may have closed.

    A press that was refused leaves the page as good as it was; loaded again it would not say the sentence.
    """
    is_press = request.method not in READING and page.status in STILL_GOOD
    if is_press or page.status == HTTPStatus.BAD_REQUEST:
        say_beside(answer, page.message)
    elif page.status in REFUSED:
        answer.headers["HX-Redirect"] = own_address()


def foreign_host(_error: SecurityError) -> AnyResponse:
    """Refuse a name that is not ours, without repeating it: a cache may keep the answer for others."""
    return http_error(BadRequest(FOREIGN_HOST))


def own_address() -> str:
    """Return the address of the page that a fragment was asked for from, without its host.

    htmx swaps no refusal in, so the page itself is loaded again and says the sentence. Where the header does
    not name one of our pages, the fragment's own address says it; both are only what an address may hold.
    """
    own = local_path(request.path)
    try:
        shown = urlsplit(HtmxHeaders(request.headers).current_url or "")
    except ValueError:  # anybody can send any header
        return own
    if shown.netloc != request.host:
        return own
    path = f"/{shown.path.lstrip('/')}"
    return local_path(f"{path}?{shown.query}" if shown.query else path)


def form_refused(_error: CSRFError) -> AnyResponse:
    """Refuse a form without a valid token, and say what to do."""
    return http_error(BadRequest(STALE_FORM))


def database_away(error: Exception) -> Response:
    """Say that the database is away and when to ask again; needs no database."""
    log.error("database_away", error=type(error).__name__, endpoint=request.endpoint)
    response = _said(503) if not is_asked_by_program() else answer_to(ServiceUnavailable())
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def unexpected(error: Exception) -> Response:
    """Log what nobody expected and answer 500; the one place besides jobs that catches everything."""
    log.error("request_failed", endpoint=request.endpoint, exc_info=error)
    return _said(500) if not is_asked_by_program() else answer_to(InternalServerError())


def _said(status: int) -> Response:
    page = replace(_page(status, None), typed=_typed())
    return make_response(render_template("errors/page.html", page=page), status)


def _page(status: int, own_words: str | None) -> ErrorPage:
    title = TITLES.get(status) or HTTPStatus(status).phrase
    message = own_words or MESSAGES.get(status) or HTTPStatus(status).description
    return ErrorPage(status, title, message, g.get("request_id", "-"), request.path, way_back=_way_back())


def _way_back() -> Place | None:
    """Return what the gate saw that may be seen, for a press or a page below it that was refused."""
    place: Place | None = g.get("place")
    is_own_page = place is not None and request.method in READING and request.path == place.path
    return None if is_own_page else place
