"""The address that Prometheus reads."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, abort, g
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import Metric

from webapp.lib import clock
from webapp.operations.metrics.queries import all_metrics
from webapp.permissions.tokens import Scope
from webapp.web.gate import requires_scope

bp = Blueprint("metrics", __name__)
FORBIDDEN = 403
NOT_OF_A_GUILD = "These are numbers of the whole server: they need a token of an operator, not of a guild."


@bp.get("/metrics")
@requires_scope(Scope.METRICS_READ)
def metrics() -> Response:
    """Answer in Prometheus' text format."""
    if g.bearer.guild_id is not None:
        abort(FORBIDDEN, NOT_OF_A_GUILD)
    found = list(all_metrics(clock.now()))
    return Response(generate_latest(_Found(found)), content_type=CONTENT_TYPE_LATEST)


class _Found(CollectorRegistry):
    """A registry of what was read just now."""

    def __init__(self, found: Sequence[Metric]) -> None:
        super().__init__(auto_describe=False)
        self._found = found

    def collect(self) -> Iterator[Metric]:
        """Yield what was read."""
        yield from self._found
