"""The queues; each worker process serves exactly one, because only then is a popped job crash-safe."""

from enum import StrEnum

import redis
import rq
from flask import Flask, current_app
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq.serializers import JSONSerializer

REPLY_WITHIN = 0.25
"""Seconds that a page or a bell waits for Redis before it goes on without."""


class Queue(StrEnum):
    """Who serves what."""

    INTERACTIVE = "interactive"
    SYNC = "sync"
    ENRICHMENT = "enrichment"


def quick_redis(url: str) -> redis.Redis:
    """Return a client that gives up after a quarter of a second instead of hanging a page."""
    return redis.Redis.from_url(
        url, socket_timeout=REPLY_WITHIN, socket_connect_timeout=REPLY_WITHIN, retry=Retry(NoBackoff(), 0)
    )


def patient_redis(url: str) -> redis.Redis:
    """Return a client for a worker, whose blocking pop waits long on purpose."""
    return redis.Redis.from_url(url, socket_connect_timeout=5, health_check_interval=10)


def init_app(app: Flask, url: str) -> None:
    """Give the app its quick client; nothing is connected until somebody asks."""
    app.extensions["muster_redis"] = quick_redis(url)


def app_redis() -> redis.Redis:
    """Return the current app's quick client."""
    client: redis.Redis = current_app.extensions["muster_redis"]
    return client


def rq_queue(queue: Queue, connection: redis.Redis) -> rq.Queue:
    """Return RQ's queue of that name; arguments travel as JSON, never as pickles."""
    return rq.Queue(queue.value, connection=connection, serializer=JSONSerializer, default_timeout=300)
