"""The settings of a guild: which rank has which tool, exceptions, names of ranks, and the log of changes."""

from flask import Flask
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from webapp.lib import clock
from webapp.permissions.changes import RightLost
from webapp.permissions.policy import Tool
from webapp.rights import views
from webapp.web.errors import http_error
from webapp.web.guild_address import UNKNOWN_GUILD
from webapp.web.refusals import tool_refused


def init_app(app: Flask) -> None:
    """Add the settings to the app."""
    app.register_blueprint(views.bp)
    app.register_blueprint(views.view_as)
    app.register_error_handler(RightLost, right_lost)


def right_lost(lost: RightLost) -> Response:
    """Refuse who lost a right while the page was open, as the gate would at the next request."""
    if Tool.ROSTER not in lost.access.tools:
        return http_error(NotFound(UNKNOWN_GUILD))
    return http_error(Forbidden(tool_refused(lost.tool, lost.access, clock.now())))
