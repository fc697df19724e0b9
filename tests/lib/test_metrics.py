"""Metrics are named as Prometheus asks: prefix, base unit, ``_total`` for counters, labels of few values."""

import re

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics import MetricWrapperBase

from webapp.lib import metrics

UNITS = ("_seconds", "_bytes", "_ratio")
ENDLESS = re.compile(r"(^|_)(id|name|path|url|key|user|character|guild|realm|time)$")
"""Labels whose values never end would make a series for each value."""
DEFINED = {name: one for name, one in vars(metrics).items() if isinstance(one, MetricWrapperBase)}


def name_of(metric: MetricWrapperBase) -> str:
    """Return the name under which a metric is shown."""
    (family,) = metric.describe()
    return f"{family.name}_total" if family.type == "counter" else family.name


def complaints(metric: MetricWrapperBase) -> list[str]:
    """Say what is wrong with a metric; see https://prometheus.io/docs/practices/naming/."""
    (family,) = metric.describe()
    name, found = name_of(metric), []
    if not re.fullmatch(r"muster(_[a-z]+)+", name):
        found.append(f"{name} is not muster_ and words in lower case")
    if family.type == "histogram" and not name.endswith(UNITS):
        found.append(f"{name} does not end with a base unit")
    if family.type == "gauge" and name.endswith("_total"):
        found.append(f"{name} ends as a counter does")
    if re.search(r"_(milliseconds|ms|minutes|hours|kb|mb|percent|counter|histogram|gauge)(_|$)", name):
        found.append(f"{name} holds a unit that is none of the base, or its own type")
    found += [
        f"{name} has the endless label {label}" for label in metric._labelnames if ENDLESS.search(label)
    ]
    if not re.fullmatch(r"[A-Z].+\.", family.documentation):
        found.append(f"{name} is not explained by a sentence")
    return found


class TestNames:
    @pytest.mark.parametrize("metric", DEFINED.values(), ids=DEFINED)
    def test_every_metric_is_named_as_prometheus_asks(self, metric: MetricWrapperBase) -> None:
        assert complaints(metric) == []

    def test_names_that_alerts_may_be_written_for_stay(self) -> None:
        shown = {name_of(metric) for metric in DEFINED.values()}

        assert shown >= {
            "muster_job_seconds",
            "muster_upstream_call_seconds",
            "muster_schema_drift_total",
        }

    @pytest.mark.parametrize(
        ("kind", "name", "about", "labels"),
        [
            (Histogram, "muster_job_duration", "A sentence.", []),
            (Histogram, "muster_job_milliseconds", "A sentence.", []),
            (Gauge, "muster_queue_total", "A sentence.", []),
            (Counter, "jobs_total", "A sentence.", []),
            (Counter, "muster_Jobs_total", "A sentence.", []),
            (Counter, "muster_jobs_total", "jobs", []),
            (Counter, "muster_jobs_total", "A sentence.", ["job_id"]),
        ],
    )
    def test_a_name_that_breaks_a_rule_is_caught(
        self, kind: type[MetricWrapperBase], name: str, about: str, labels: list[str]
    ) -> None:
        planted = kind(name, about, labels, registry=CollectorRegistry())

        assert complaints(planted) != []
