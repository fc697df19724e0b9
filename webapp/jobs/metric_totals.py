"""Counts of all processes together: each adds what is new in its own to a hash in Redis.

A work horse is gone with its numbers when its job has ended, and a scrape reaches one web process of several.
So a process tells its numbers at the end of a job, or every few seconds, and keeps them while Redis is away.
A Redis that came back empty begins at zero, which Prometheus takes for a restart.
"""

import threading
import time
from collections.abc import Iterable, Mapping
from typing import cast

import orjson
import redis
import structlog
from flask import current_app
from prometheus_client.metrics_core import Metric
from prometheus_client.samples import Sample

from webapp.jobs.queues import app_redis
from webapp.lib import metrics

TOTALS = "muster:metrics"
TOLD_EVERY = 10.0
"""Seconds between two tellings of a process that lives on."""
_EXTENSION = "muster_metric_totals"
Key = tuple[str, tuple[tuple[str, str], ...]]
log = structlog.get_logger()


class Teller:
    """Knows what this process has told already."""

    def __init__(self) -> None:
        self._told: dict[Key, float] = {}
        self._next_at = time.monotonic() + TOLD_EVERY
        self._lock = threading.Lock()

    def is_time(self) -> bool:
        """Say whether it is time to tell; whoever asks first is the one who does."""
        with self._lock:
            if time.monotonic() < self._next_at:
                return False
            self._next_at = time.monotonic() + TOLD_EVERY
            return True

    def tell(self, connection: redis.Redis) -> None:
        """Add what is new to the totals; raises Redis's errors, and then nothing counts as told."""
        with self._lock:
            now = own_samples()
            news = {key: value - self._told.get(key, 0.0) for key, value in now.items()}
            adding = connection.pipeline(transaction=True)
            for key, more in ((key, more) for key, more in news.items() if more > 0):
                adding.hincrbyfloat(TOTALS, orjson.dumps(key).decode(), more)
            if len(adding):
                adding.execute()
            self._told = dict(now)


def own_samples() -> Mapping[Key, float]:
    """Return this process's own numbers."""
    return {
        _key(sample): sample.value
        for one in metrics.EVERY
        for family in one.collect()
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def tell_metrics() -> None:
    """Tell this process's numbers; never fails."""
    teller: Teller = current_app.extensions.setdefault(_EXTENSION, Teller())
    try:
        teller.tell(app_redis())
    except redis.RedisError as error:
        log.info("metrics_not_told", error=type(error).__name__)


def tell_metrics_sometimes() -> None:
    """Tell them if the last time was long enough ago."""
    teller: Teller | None = current_app.extensions.get(_EXTENSION)
    if teller is None:
        teller = current_app.extensions.setdefault(_EXTENSION, Teller())
    if teller.is_time():
        tell_metrics()


def read_totals(connection: redis.Redis) -> Iterable[Metric]:
    """Return the numbers of all processes as families; raises Redis's errors."""
    found = cast("dict[bytes, bytes]", connection.hgetall(TOTALS))
    values = {_read_key(key): float(value) for key, value in found.items()}
    return [_family(family, values) for one in metrics.EVERY for family in one.collect()]


def _family(own: Metric, values: Mapping[Key, float]) -> Metric:
    """Return a family of ours with the numbers of all in place of this process's."""
    suffixes = ("_bucket", "_count", "_sum") if own.type == "histogram" else ("_total",)
    names = {own.name + suffix for suffix in suffixes}
    family = Metric(own.name, own.documentation, own.type)
    for (name, labels), value in sorted(values.items(), key=_order):
        if name in names:
            family.add_sample(name, dict(labels), value)
    return family


def _order(item: tuple[Key, float]) -> tuple[object, ...]:
    """Order samples by their labels, buckets by their bound: text formats want them so."""
    (name, labels), _ = item
    bounds = dict(labels)
    bound = float(bounds.pop("le", "inf"))
    return tuple(sorted(bounds.items())), name, bound


def _key(sample: Sample) -> Key:
    return sample.name, tuple(sorted(sample.labels.items()))


def _read_key(stored: bytes) -> Key:
    name, labels = orjson.loads(stored)
    return name, tuple((label, value) for label, value in labels)
