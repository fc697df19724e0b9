"""Whole pages that were put together once and go out again, each time with a form's token of its own.

All of a page but the token is one row of bytes before it and one after it, compressed when they were kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import Request, Response, current_app
from itsdangerous import URLSafeTimedSerializer

from webapp.web.splicing import Part, Piece, as_one, gzipped, plain

OF_FORMS = "csrf_token"
_SALT = "wtf-csrf-token"
"""With which Flask-WTF signs a form's token; the name is its place in the session (1.3, csrf.py)."""
Row = Sequence[Part | None]
"""The parts of a page, with None where the form's token goes."""


class Whole(Response):
    """An answer with a page whose parts are kept."""

    row: Row = ()
    until: float | None = None
    """When its shell is let go of, by the monotonic clock; None where no shell is kept."""

    def of(self, row: Row, until: float) -> "Whole":
        """Return this answer, which tells of what it was put together."""
        self.row, self.until = row, until
        return self


@dataclass(frozen=True, slots=True)
class AroundToken:
    """A page but for its form's token."""

    before: Piece
    after: Piece
    is_gzip: bool

    def body(self, token: str) -> bytes:
        """Return the page with that token."""
        parts = (self.before, token.encode(), self.after)
        return gzipped(parts) if self.is_gzip else plain(parts)

    @property
    def size(self) -> int:
        """The bytes that it is kept in."""
        return len(self.before.deflated) + len(self.after.deflated)


def around_token(answer: Whole) -> AroundToken | None:
    """Return what goes out again of an answer; None where it has not just one place for a token."""
    if sum(part is None for part in answer.row) != 1:
        return None
    place = [part is None for part in answer.row].index(True)
    before, after = (
        [part for part in side if part] for side in (answer.row[:place], answer.row[place + 1 :])
    )
    return AroundToken(as_one(before), as_one(after), "Content-Encoding" in answer.headers)


def next_token(request: Request) -> str | None:
    """Return a form's token for who asks, as the framework makes it; None where it would begin a session."""
    app = current_app
    session = app.session_interface.open_session(app, request)
    raw = None if session is None else session.get(OF_FORMS)
    return str(_signer(*app.config["WTF_CSRF_SECRET_KEY"]).dumps(raw)) if isinstance(raw, str) else None


@lru_cache(maxsize=4)
def _signer(*keys: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(list(keys), salt=_SALT)
