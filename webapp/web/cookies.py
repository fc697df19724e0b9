"""Sessions are for people: a request of the JSON API has none, whatever cookies it brings."""

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

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
    """Reads no cookie where only a token counts; makes what signs once, which costs more than to sign."""

    def __init__(self) -> None:
        self._signing: tuple[tuple[object, ...], URLSafeTimedSerializer | None] | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs and reads the cookie, made anew when the keys are others."""
        keys = (app.config["SECRET_KEY"], *(app.config["SECRET_KEY_FALLBACKS"] or ()))
        if self._signing is None or self._signing[0] != keys:
            self._signing = keys, super().get_signing_serializer(app)
        return self._signing[1]

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """Return a person's session; a program has an empty one that cannot be written."""
        if request.path.startswith(API) and request.path != DOCS:
            return self.make_null_session(app)
        return super().open_session(app, request)
