"""How long each request took, by its route; slow ones are logged, and the numbers told now and then."""

import time
from functools import lru_cache

import structlog
from flask import Flask, Response, g, request
from prometheus_client import Histogram

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
    now, endpoint = time.perf_counter(), request.endpoint
    seconds = now - g.pop("began", now)
    route, method = (endpoint, request.method) if endpoint else (NO_ROUTE, "any")
    count(route, method, response.status_code, seconds)
    return response


def count(route: str, method: str, status: int, seconds: float) -> None:
    """Count an answer under its route."""
    _measure(route, method, status).observe(seconds)
    if seconds >= SLOW_SECONDS:
        log.warning("slow_page", route=route, seconds=round(seconds, 3), status=status)
    tell_metrics_sometimes()


@lru_cache(maxsize=1024)
def _measure(route: str, method: str, status: int) -> Histogram:
    return metrics.REQUESTS.labels(route, method, str(status))
