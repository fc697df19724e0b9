"""How requests reach the app: through which proxies, under which host names, signed with which keys."""

from urllib.parse import urlsplit

from flask import Flask, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.config import Settings, current_settings
from webapp.lib.setting_values import LOOPBACK
from webapp.web.cross_site import ELSEWHERE, is_from_elsewhere
from webapp.web.problems import is_asked_by_program
from webapp.web.request_values import READING
from webapp.web.session_cookie import read_session_id

FORBIDDEN = 403
LARGEST_FORM = 64 * 1024
"""Bytes; the longest note has 4,000 letters, of up to twelve bytes each as browsers send them."""
LARGEST_UPLOAD = 5 * 1024 * 1024 + LARGEST_FORM
"""Bytes of files that come with a form, and of what stands around them."""
TAKE_FILES = frozenset({"imports.send"})


def init_app(app: Flask, settings: Settings) -> None:
    """Believe so many proxies and no more, and answer under our own names alone.

    A proxy hands the Host on as it came; X-Forwarded-Host is not read, for many pass on what a browser sent.
    """
    if settings.is_production and app.debug:
        raise SystemExit("FLASK_DEBUG must not be set in production: its debugger runs what anybody types")
    app.before_request(limit_forms)
    app.before_request(refuse_other_sites)
    app.config.update(TRUSTED_HOSTS=trusted_hosts(settings), **signing_keys(settings))
    if settings.proxy_hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxy_hops, x_proto=settings.proxy_hops, x_host=0
        )


def trusted_hosts(settings: Settings) -> list[str] | None:
    """Return the host names that are answered, this machine's own for probes; None for all of them."""
    if not settings.is_production:
        return None
    public = urlsplit(settings.public_url).hostname
    return [*([public] if public else []), *settings.trusted_hosts, *sorted(LOOPBACK)]


def signing_keys(settings: Settings) -> dict[str, object]:
    """Return the key that signs from now on, and those whose signatures are still good.

    Forms have their own list, the newest key last: their extension knows of no fallbacks.
    """
    fallbacks = list(settings.secret_key_fallbacks)
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": fallbacks,
        "WTF_CSRF_SECRET_KEY": [*fallbacks[::-1], settings.secret_key],
        "WTF_CSRF_TIME_LIMIT": None,  # a token is good as long as the cookie beside it
        "WTF_CSRF_SSL_STRICT": False,  # it wants a referrer, which some pages withhold
    }


def limit_forms() -> None:
    """Read no larger form than people fill in: it is read before anybody knows who asks, or how often.

    Files are larger; nobody sends any who does not bring a session.
    """
    if not is_asked_by_program():
        takes_files = request.endpoint in TAKE_FILES and read_session_id(request) is not None
        request.max_content_length = LARGEST_UPLOAD if takes_files else LARGEST_FORM


def refuse_other_sites() -> None:
    """Refuse what another site's page makes a browser send; programs bring no cookie that helps it."""
    if request.method in READING or request.routing_exception is not None or is_asked_by_program():
        return
    public = urlsplit(current_settings().public_url).netloc
    own_hosts = frozenset({request.host.lower(), public.lower()} - {""})
    headers = request.headers
    if is_from_elsewhere(headers.get("Sec-Fetch-Site"), headers.get("Origin"), own_hosts):
        abort(FORBIDDEN, ELSEWHERE)
