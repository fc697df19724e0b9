"""Read everything that is shown to Prometheus, and the health that programs ask for."""

from collections.abc import Iterable
from datetime import datetime

import redis
from prometheus_client.metrics_core import Metric
from sqlalchemy import func, select

from webapp.caching.api import cache_totals
from webapp.config import current_settings
from webapp.extensions import db
from webapp.jobs.metric_totals import read_totals
from webapp.jobs.queues import Queue, app_redis
from webapp.models import SyncRun
from webapp.operations import reading
from webapp.operations.look import look_at_everything
from webapp.operations.metrics.cache_counts import cache_families
from webapp.operations.metrics.gauges import Moment, families
from webapp.sync.logs.outside import logs_connection, warcraftlogs
from webapp.words import PauseScope


def all_metrics(now: datetime) -> Iterable[Metric]:
    """Return what all processes counted, as far as Redis tells, and how the engine is now."""
    try:
        totals = [*read_totals(app_redis()), *cache_families(cache_totals())]
    except redis.RedisError:
        totals = []
    return [*totals, *families(_moment(now))]


def _moment(now: datetime) -> Moment:
    session = db.session()
    seen = look_at_everything(session, None, now)
    plan = reading.read_plan(session, None, now)
    active = select(func.count()).select_from(SyncRun).where(SyncRun.finished_at.is_(None))
    used, limit = _points(now)
    return Moment(
        at=now,
        present=seen.present,
        queues=tuple(queue.value for queue in Queue),
        seen=seen.sightings,
        checks=seen.checks,
        schedule=seen.schedule,
        ticks=seen.ticks,
        due_now=plan.get(0, 0),
        due_soon=sum(plan.values()),
        oldest_due_at=seen.oldest_due_at,
        active_runs=session.scalar(active) or 0,
        paused={
            PauseScope.BATTLENET.value: seen.pauses.stop_battlenet,
            PauseScope.WARCRAFTLOGS.value: seen.pauses.stop_logs,
        },
        calls_used=seen.governor.used_this_hour,
        calls_limit=seen.governor.per_hour,
        is_refused=seen.governor.refused_since is not None,
        points_used=used,
        points_limit=limit,
    )


def _points(now: datetime) -> tuple[float | None, float | None]:
    if not logs_connection(current_settings()).is_connected:
        return None, None
    points = warcraftlogs().points()
    return (None, None) if points.left(now.timestamp()) is None else (points.spent, points.limit)
