"""How the engine is at one moment, as gauges under Prometheus names and units. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client.core import GaugeMetricFamily, Metric

from webapp.jobs.engine_facts import RollCall
from webapp.operations.health import WORST_LAST, Check, Health
from webapp.sync.seen import BATTLENET, REDIS, WARCRAFTLOGS, Sighting, worker_of

NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "muster_redis_up": ("Whether Redis answers.", ()),
    "muster_service_up": ("Whether a service answered when it was last asked.", ("service",)),
    "muster_check_health": (
        "How a check is: 0 ok, 1 new, 2 paused, 3 late, 4 unknown, 5 down.",
        ("check",),
    ),
    "muster_queue_jobs": ("Jobs that wait in a queue.", ("queue",)),
    "muster_queue_oldest_job_age_seconds": ("How long the oldest job of a queue has waited.", ("queue",)),
    "muster_workers": ("Workers that serve a queue.", ("queue",)),
    "muster_worker_heartbeat_age_seconds": (
        "Since the newest sign of life of a queue's workers.",
        ("queue",),
    ),
    "muster_clock_tick_age_seconds": ("Since a periodic thing last ticked.", ("periodic",)),
    "muster_clock_period_seconds": ("How often a periodic thing should tick.", ("periodic",)),
    "muster_sync_due": ("Rosters and characters that are due now, or will be within the hour.", ("when",)),
    "muster_sync_oldest_due_age_seconds": ("How long the oldest thing that is due has waited.", ()),
    "muster_sync_runs_active": ("Runs that have not ended.", ()),
    "muster_sync_paused": ("Whether a source is paused by hand.", ("source",)),
    "muster_battlenet_calls_used": ("Calls to Battle.net in the last hour.", ()),
    "muster_battlenet_calls_limit": ("Calls to Battle.net that an hour may have.", ()),
    "muster_battlenet_refused": ("Whether Battle.net refuses our key.", ()),
    "muster_warcraftlogs_points_used": ("Points of Warcraft Logs that are spent this hour.", ()),
    "muster_warcraftlogs_points_limit": ("Points of Warcraft Logs that an hour has.", ()),
}
"""Every gauge: what it says, and its labels. Alert rules are held to these names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Everything that the gauges are made of."""

    at: datetime
    present: RollCall | None
    queues: tuple[str, ...]
    seen: Mapping[str, Sighting]
    checks: Iterable[Check]
    schedule: Mapping[str, timedelta]
    ticks: Mapping[str, datetime]
    due_now: int
    due_soon: int
    oldest_due_at: datetime | None
    active_runs: int
    paused: Mapping[str, bool]
    calls_used: int
    calls_limit: int
    is_refused: bool
    points_used: float | None
    points_limit: float | None


Values = Iterator[tuple[str, tuple[str, ...], float]]
"""A gauge's name, the values of its labels, and its number."""


def families(moment: Moment) -> Iterable[Metric]:
    """Return every gauge; one that nobody knows has no sample, so that it is absent and never zero."""
    found = {name: GaugeMetricFamily(name, about, labels=labels) for name, (about, labels) in NAMES.items()}
    for name, labels, value in (*_services(moment), *_queues(moment), *_clock(moment), *_sync(moment)):
        found[name].add_metric(labels, value)
    return found.values()


def _services(moment: Moment) -> Values:
    yield "muster_redis_up", (), float(moment.present is not None)
    known = {REDIS, BATTLENET, WARCRAFTLOGS, *map(worker_of, moment.queues)}
    for name, seen in sorted(moment.seen.items()):
        if name not in known:
            continue
        yield "muster_service_up", (name,), float(seen.trouble_since is None)
    for check in moment.checks:
        yield "muster_check_health", (check.subject,), float(WORST_LAST.index(Health(check.health)))


def _queues(moment: Moment) -> Values:
    if moment.present is None:
        return
    for queue in moment.present.queues:
        waited = _age(queue.oldest_at, moment.at) if queue.oldest_at else 0.0
        yield "muster_queue_jobs", (queue.queue,), float(queue.waiting)
        yield "muster_queue_oldest_job_age_seconds", (queue.queue,), waited
    for name in moment.queues:
        serving = moment.present.serving(name)
        yield "muster_workers", (name,), float(len(serving))
        beats = [one.heartbeat_at for one in serving if one.heartbeat_at is not None]
        if beats:
            yield "muster_worker_heartbeat_age_seconds", (name,), _age(max(beats), moment.at)


def _clock(moment: Moment) -> Values:
    for name, every in moment.schedule.items():
        yield "muster_clock_period_seconds", (name,), every.total_seconds()
        if name in moment.ticks:
            yield "muster_clock_tick_age_seconds", (name,), _age(moment.ticks[name], moment.at)


def _sync(moment: Moment) -> Values:
    oldest = moment.oldest_due_at
    yield "muster_sync_due", ("now",), float(moment.due_now)
    yield "muster_sync_due", ("within_the_hour",), float(moment.due_soon)
    yield "muster_sync_oldest_due_age_seconds", (), _age(oldest, moment.at) if oldest else 0.0
    yield "muster_sync_runs_active", (), float(moment.active_runs)
    for source, is_paused in moment.paused.items():
        yield "muster_sync_paused", (source,), float(is_paused)
    yield "muster_battlenet_calls_used", (), float(moment.calls_used)
    yield "muster_battlenet_calls_limit", (), float(moment.calls_limit)
    yield "muster_battlenet_refused", (), float(moment.is_refused)
    if moment.points_used is not None and moment.points_limit is not None:
        yield "muster_warcraftlogs_points_used", (), moment.points_used
        yield "muster_warcraftlogs_points_limit", (), moment.points_limit


def _age(since: datetime, now: datetime) -> float:
    """Return an age in seconds; what another machine's clock put into the future is new."""
    return max(0.0, (now - since).total_seconds())
