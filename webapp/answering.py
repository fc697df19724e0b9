"""Which route is being answered just now, whether the framework has a request for it or not."""

from flask import g, has_app_context, has_request_context, request

NO_ROUTE = "none"
"""An address that leads nowhere is answered too."""
_NAME = "answered_route"


def begin(route: str) -> None:
    """Note the route that is answered in the present app context, without a request of the framework."""
    setattr(g, _NAME, route)


def route_here() -> str | None:
    """Return the route that is answered; None in jobs and commands."""
    if has_request_context():
        return request.endpoint or NO_ROUTE
    found: str | None = g.get(_NAME) if has_app_context() else None
    return found
