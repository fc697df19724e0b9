"""Response headers that no page can forget: content policy, isolation, caching, the request's id."""

import uuid
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, g, request

from webapp.config import Settings, current_settings
from webapp.web.filters import fingerprint_of

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' https://render.worldofwarcraft.com; connect-src 'self'; font-src 'self';"
    " form-action 'self' {sign_in}; base-uri 'none'; frame-ancestors 'none'"
)
"""``sign_in`` is where the form of the sign-in ends: browsers hold a redirect to the policy too."""
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STATIC_FOREVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "private, no-cache"
DEPENDS_ON = ("Cookie", "HX-Request")
"""Who asks, and whether htmx does: it gets a refusal with another address to go on to."""


def content_security_policy(settings: Settings) -> str:
    """Return what a page may load, and where its forms may lead."""
    base = urlsplit(settings.battlenet_oauth_base)
    return CONTENT_SECURITY_POLICY.format(sign_in=f"{base.scheme}://{base.netloc}")


def init_app(app: Flask) -> None:
    """Name each request and dress each response, error pages and static files included."""
    app.before_request_funcs.setdefault(None, []).insert(0, name_request)  # a refusal has a number too
    app.after_request(dress)
    app.teardown_request(forget_request)


def name_request() -> None:
    """Give the request an id of our own, so that a page and its log lines can be matched."""
    g.request_id = uuid.uuid4().hex[:16]
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def forget_request(_error: BaseException | None = None) -> None:
    """Take the id out of the log context: threads are used again."""
    structlog.contextvars.unbind_contextvars("request_id")


def _is_as_asked(response: Response) -> bool:
    """Say whether a file is the one that its address names: under a foreign fingerprint it is not kept."""
    filename = (request.view_args or {}).get("filename", "")
    is_found = response.status_code < 400  # noqa: PLR2004 - an error is not kept
    return is_found and request.args.get("v") == fingerprint_of(filename)


def dress(response: Response) -> Response:
    """Add the headers that every response carries; a page may say that less of its address is told."""
    response.headers["Content-Security-Policy"] = content_security_policy(current_settings())
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = g.get("request_id", "-")
    if request.endpoint == "static":
        response.headers["Cache-Control"] = STATIC_FOREVER if _is_as_asked(response) else "no-cache"
    else:
        response.headers.setdefault("Cache-Control", ASK_EACH_TIME)
        response.vary.update(DEPENDS_ON)
    return response
