"""What is counted and measured, under Prometheus names and units."""

from prometheus_client import Counter, Histogram

PAGE_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
JOBS = Histogram("muster_job_seconds", "Duration of jobs in seconds.", ["job", "outcome"])
CALLS = Histogram(
    "muster_upstream_call_seconds", "Duration of calls to outside services.", ["endpoint", "status"]
)
REQUESTS = Histogram(
    "muster_http_request_seconds",
    "Duration of requests by route.",
    ["route", "method", "status"],
    buckets=PAGE_BUCKETS,
)
SLOW_STATEMENTS = Counter(
    "muster_slow_statements_total", "Statements that the database took long for, by route or job.", ["of"]
)
SCHEMA_DRIFT = Counter(
    "muster_schema_drift_total", "Answers that did not have the shape promised.", ["endpoint"]
)
PAGE_VIEWS_LOST = Counter(
    "muster_page_views_lost_total", "Looks at pages that were not counted because Redis was away."
)
PUT_ASIDE = Counter(
    "muster_put_aside_total",
    "Things that were put aside because workers died while they looked at them.",
    ["kind"],
)
EVERY = (JOBS, CALLS, REQUESTS, SLOW_STATEMENTS, SCHEMA_DRIFT, PAGE_VIEWS_LOST, PUT_ASIDE)
"""Everything that processes count for themselves, and that is added up over all of them."""
