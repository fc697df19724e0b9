"""How long each request took, by its route; slow ones are logged, and the numbers told now and then."""

import time

import structlog
from flask import Flask, Response, g, request

from webapp.jobs.metric_totals import tell_metrics_sometimes
from webapp.lib import metrics

SLOW_SECONDS = 1.0
NO_ROUTE = "none"
"""What was asked for under no address of ours: whoever makes addresses up makes no new label."""
log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Measure every request, refused ones too."""
    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request(end)


def begin() -> None:
    """Note when the request began."""
    g.began = time.perf_counter()


def end(response: Response) -> Response:
    """Count the request under its route."""
    seconds = time.perf_counter() - g.pop("began", time.perf_counter())
    route = request.endpoint or NO_ROUTE
    method = request.method if request.endpoint else "any"
    metrics.REQUESTS.labels(route, method, str(response.status_code)).observe(seconds)
    if seconds >= SLOW_SECONDS:
        log.warning("slow_page", route=route, seconds=round(seconds, 3), status=response.status_code)
    tell_metrics_sometimes()
    return response
