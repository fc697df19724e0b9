"""Response headers that no page can forget: content policy, isolation, caching, the request's id."""

import random
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, current_app, g, request

from webapp.config import Settings, current_settings
from webapp.web.filters import fingerprint_of
from webapp.web.pictures import pictures_base
from webapp.web.problems import is_asked_by_program
from webapp.web.viewer import known_viewer

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' {pictures}; connect-src 'self'; font-src 'self';"
    " form-action 'self' {sign_in}; base-uri 'none'; frame-ancestors 'none'"
)
"""``sign_in`` is where the form of the sign-in ends: browsers hold a redirect to the policy too."""
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOT_MODIFIED = 304
REQUEST_ID = "X-Request-Id"
STATIC_FOREVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "private, no-cache"
KEPT_NOWHERE = "private, no-store"
"""What is shown to somebody who is signed in: the next person at this browser must not leaf back to it."""
ON_THE_TOKEN = "Authorization"  # noqa: S105 - the name of a header
ON_WHO_ASKS = "Cookie, HX-Request"
"""What a page depends on; where htmx asks, a refusal says where to go on."""
ITS_DOCUMENTATION = "api_docs.docs"
_DRESSING = "muster_dressing"


def content_security_policy(settings: Settings) -> str:
    """Return what a page may load, and where its forms may lead."""
    sign_in, pictures = _origin(settings.battlenet_oauth_base), _origin(pictures_base(settings))
    return CONTENT_SECURITY_POLICY.format(sign_in=sign_in, pictures=pictures)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def init_app(app: Flask) -> None:
    """Name each request and dress each response, error pages and static files included."""
    app.before_request_funcs.setdefault(None, []).insert(0, name_request)  # a refusal has a number too
    with app.app_context():
        policy = content_security_policy(current_settings())
    dressing = {"Content-Security-Policy": policy, **SECURITY_HEADERS}
    app.extensions[_DRESSING] = [(name, name.lower(), value) for name, value in dressing.items()]
    app.after_request(dress)
    app.teardown_request(forget_request)


def name_request() -> None:
    """Give the request an id of our own, so that a page and its log lines can be matched."""
    g.request_id = number = new_request_id()
    structlog.contextvars.bind_contextvars(request_id=number)


def new_request_id() -> str:
    """Return a number for a request; nobody gains by guessing one."""
    return f"{random.getrandbits(64):016x}"


def forget_request(_error: BaseException | None = None) -> None:
    """Take the id out of the log context: threads are used again."""
    structlog.contextvars.unbind_contextvars("request_id")


def _is_as_asked(response: Response) -> bool:
    """Say whether a file is the one that its address names: under a foreign fingerprint it is not kept."""
    filename = (request.view_args or {}).get("filename", "")
    is_found = response.status_code < 400  # noqa: PLR2004 - an error is not kept
    return is_found and request.args.get("v") == fingerprint_of(filename)


def dress(response: Response) -> Response:
    """Add the headers that every response carries; a page may say that less of its address is told.

    With a 304 a browser goes on with those of the answer that it has (RFC 9111 3.2).
    """
    headers = response.headers
    worn = {name.lower() for name, _ in headers}
    all_of_it = () if response.status_code == NOT_MODIFIED else current_app.extensions[_DRESSING]
    dressing = [(name, value) for name, folded, value in all_of_it if folded not in worn]
    headers.extend([*dressing, (REQUEST_ID, g.get("request_id", "-"))])
    if request.endpoint == "static":
        headers["Cache-Control"] = STATIC_FOREVER if _is_as_asked(response) else "no-cache"
        return response
    if "cache-control" not in worn:
        headers.add("Cache-Control", ASK_EACH_TIME if known_viewer() is None else KEPT_NOWHERE)
    is_for_program = is_asked_by_program() and request.endpoint != ITS_DOCUMENTATION
    differs_by = ON_THE_TOKEN if is_for_program else ON_WHO_ASKS
    if "vary" in worn:
        headers["Vary"] = ", ".join([*headers.getlist("Vary"), differs_by])
    else:
        headers.add("Vary", differs_by)
    return response
