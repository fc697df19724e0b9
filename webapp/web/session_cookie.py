"""The cookie of a person who is signed in: what it is called, and how it is set and taken away."""

from flask import Request, Response

from webapp.config import current_settings
from webapp.permissions.sessions import LASTS_FOR, session_id

NAME, HOST_NAME = "muster", "__Host-muster"
"""The prefix makes browsers refuse the cookie from other hosts; it needs https, which development has not."""


def cookie_name() -> str:
    """Return the name of the cookie on this server."""
    return HOST_NAME if current_settings().is_production else NAME


def read_session_id(request: Request) -> str | None:
    """Return the id of the session that a request belongs to, if its cookie can be one of ours."""
    return session_id(request.cookies.get(cookie_name(), ""))


def set_session(response: Response, cookie: str) -> None:
    """Give a browser its session."""
    response.set_cookie(
        cookie_name(),
        cookie,
        max_age=LASTS_FOR,
        secure=current_settings().is_production,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def clear_session(response: Response) -> None:
    """Take the session away from a browser."""
    response.delete_cookie(
        cookie_name(), secure=current_settings().is_production, httponly=True, samesite="Lax", path="/"
    )
