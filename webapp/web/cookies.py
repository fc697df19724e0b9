"""Sessions are for people: a request of the JSON API has none, whatever cookies it brings."""

from flask import Flask, Request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from webapp.web.problems import API

DOCS = f"{API}docs"


class PeoplesSessions(SecureCookieSessionInterface):
    """Reads no cookie where only a token counts."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin | None:  # type: ignore[override]
        """Return a person's session; a program has an empty one that cannot be written."""
        if request.path.startswith(API) and request.path != DOCS:
            return self.make_null_session(app)
        return super().open_session(app, request)
