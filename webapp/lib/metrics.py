"""What is counted and measured, under Prometheus names and units."""

from prometheus_client import Counter, Histogram

JOBS = Histogram("muster_job_seconds", "Duration of jobs in seconds.", ["job", "outcome"])
CALLS = Histogram(
    "muster_upstream_call_seconds", "Duration of calls to outside services.", ["endpoint", "status"]
)
SCHEMA_DRIFT = Counter(
    "muster_schema_drift_total", "Answers that did not have the shape promised.", ["endpoint"]
)
PAGE_VIEWS_LOST = Counter(
    "muster_page_views_lost_total", "Looks at pages that were not counted because Redis was away."
)
