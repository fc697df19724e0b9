"""Count a look at a character's page: an increment in Redis, because a GET writes nothing to the database."""

from datetime import datetime, timedelta

import redis
from flask import request
from werkzeug.datastructures import Headers

from webapp.freshness.page_views import COUNTING, field_of
from webapp.jobs.queues import app_redis
from webapp.lib import metrics

UNCOLLECTED_FOR = timedelta(days=2)
"""Counters that no worker collects go after this, so that ids do not pile up."""
ROBOTS = ("bot", "crawl", "spider", "slurp", "preview", "monitor")
PREFETCHING = ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")


def count_view(character_id: int, now: datetime) -> None:
    """Count the present request as a look at a character, if a person made it; never fails, never waits long.

    Without Redis the look is lost and ``muster_page_views_lost_total`` grows: a page matters more.
    """
    if not is_a_look(request.method, request.headers):
        return
    try:
        counter = app_redis().pipeline(transaction=False)
        counter.hincrby(COUNTING, field_of(character_id, now), 1)
        counter.expire(COUNTING, UNCOLLECTED_FOR)
        counter.execute()
    except redis.RedisError:
        metrics.PAGE_VIEWS_LOST.inc()


def is_a_look(method: str, headers: Headers) -> bool:
    """Say whether a request is somebody's look: no HEAD, nothing fetched in advance, no robot."""
    is_ahead = any(
        "fetch" in headers.get(name, "") or "prerender" in headers.get(name, "") for name in PREFETCHING
    )
    agent = headers.get("User-Agent", "").lower()
    return method == "GET" and not is_ahead and bool(agent) and not any(word in agent for word in ROBOTS)
