"""What the cache did since it began to count, as counters under Prometheus names and units. Pure."""

from collections.abc import Iterable, Mapping

from prometheus_client.core import CounterMetricFamily, Metric

from webapp.caching.counts import MILLION, ByTier, Tier

BY_TIER, BY_REGION = ("region", "tier"), ("region",)
ANSWERS: Mapping[str, tuple[str, str]] = {
    "hits": ("muster_cache_hits", "Questions that a tier of the cache answered."),
    "stale_hits": ("muster_cache_stale_hits", "Answers that were old and shown while somebody renewed them."),
    "misses": ("muster_cache_misses", "Questions that a tier of the cache had no answer to."),
    "errors": ("muster_cache_errors", "Times that a tier of the cache failed; the page went on without."),
}
LOADS = ("muster_cache_loads", "Answers that were loaded from the database.")
LOAD_SECONDS = ("muster_cache_load_seconds", "Seconds that loading them took in all.")
NAMES: Mapping[str, tuple[str, ...]] = {
    **{f"{name}_total": BY_TIER for name, _ in ANSWERS.values()},
    f"{LOADS[0]}_total": BY_REGION,
    f"{LOAD_SECONDS[0]}_total": BY_REGION,
}
"""Every counter with its labels. Alert rules are held to these names."""


def cache_families(totals: ByTier) -> Iterable[Metric]:
    """Return every counter; a region that was never asked has no sample."""
    in_order = sorted(totals.items())
    answers = [(where, counts) for where, counts in in_order if where[1] is not Tier.DATABASE]
    for field, (name, about) in ANSWERS.items():
        family = CounterMetricFamily(name, about, labels=BY_TIER)
        for where, counts in answers:
            family.add_metric(where, getattr(counts, field))
        yield family
    loads = CounterMetricFamily(*LOADS, labels=BY_REGION)
    seconds = CounterMetricFamily(*LOAD_SECONDS, labels=BY_REGION)
    for region, counts in [(where[0], counts) for where, counts in in_order if where[1] is Tier.DATABASE]:
        loads.add_metric((region,), counts.loads)
        seconds.add_metric((region,), counts.load_micros / MILLION)
    yield loads
    yield seconds
