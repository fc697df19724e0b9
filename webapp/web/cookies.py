"""Sessions are for people: a request of the JSON API has none, whatever cookies it brings."""

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from webapp.config import Settings
from webapp.web.problems import API

DOCS = f"{API}docs"
FORMS, HOST_FORMS = "muster-forms", "__Host-muster-forms"
"""The cookie of forms and of sign-ins under way; the prefix keeps other hosts from planting one."""


def flags(settings: Settings) -> dict[str, object]:
    """Return how that cookie is set: in production over https alone, and under the name that says so."""
    return {
        "SESSION_COOKIE_NAME": HOST_FORMS if settings.is_production else FORMS,
        "SESSION_COOKIE_SECURE": settings.is_production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
    }


class PeoplesSessions(SecureCookieSessionInterface):
    """Reads no cookie where only a token counts."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """Return a person's session; a program has an empty one that cannot be written."""
        if request.path.startswith(API) and request.path != DOCS:
            return self.make_null_session(app)
        return super().open_session(app, request)
