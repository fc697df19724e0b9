"""How the engine behind the pages is doing, what is in its way, and what may be done about it."""

from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp.jobs.job import AT_THE_END
from webapp.jobs.metric_totals import tell_metrics
from webapp.operations.cache import views as cache_views
from webapp.operations.metrics import views as metrics_views
from webapp.operations.status import views as status_views
from webapp.permissions.server_changes import NotOperator
from webapp.web.errors import http_error


def init_app(app: Flask) -> None:
    """Add the pages of operations to the app."""
    app.register_blueprint(status_views.server)
    app.register_blueprint(status_views.guild)
    app.register_blueprint(cache_views.server)
    app.register_blueprint(cache_views.guild)
    app.register_blueprint(metrics_views.bp)
    if tell_metrics not in AT_THE_END:
        AT_THE_END.append(tell_metrics)
    app.register_error_handler(NotOperator, no_operator)


def no_operator(_lost: NotOperator) -> Response:
    """Refuse who stopped running this server while the page was open, as the gate would next time."""
    return http_error(NotFound())
