"""Refuse what could be done when the page was made and cannot be now, as the gate would next time."""

from flask import Flask
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.permissions.changes import NotThere, RightLost
from webapp.permissions.policy import Tool
from webapp.web.errors import http_error
from webapp.web.guild_address import UNKNOWN_GUILD
from webapp.web.refusals import tool_refused


def init_app(app: Flask) -> None:
    """Answer what actions raise whichever feature they belong to."""
    app.register_error_handler(RightLost, right_lost)
    app.register_error_handler(NotThere, not_there)


def right_lost(lost: RightLost) -> Response:
    """Refuse who lost a right while the page was open; who may not see the guild is told of none."""
    if Tool.ROSTER not in lost.access.tools:
        return http_error(NotFound(UNKNOWN_GUILD))
    return http_error(Forbidden(tool_refused(lost.tool, lost.access, clock.now())))


def not_there(missing: NotThere) -> Response:
    """Say what is not there, or not any more."""
    return http_error(NotFound(str(missing)))
