"""Tiers on a real Redis of the test's own, and a way to say how many loads there were."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import redis

from tests.support.redis_server import RedisServer
from webapp.caching.entries import Fetched
from webapp.caching.redis_tier import RedisTier
from webapp.caching.tiers import Tiers
from webapp.jobs.queues import quick_redis

MEMORY = 1_000_000
SECRET = b"a secret of the tests"


class Loader:
    """Loads a word and counts how often."""

    def __init__(self, value: Any = "loaded", *, fresh_for: timedelta | None = None) -> None:
        self.value, self.fresh_for, self.times = value, fresh_for, 0

    def __call__(self) -> Fetched[Any]:
        self.times += 1
        return Fetched(self.value, self.fresh_for)


@pytest.fixture(scope="session")
def own_server() -> Iterator[RedisServer]:
    """Give a Redis that these tests may hang, fill and make read-only; it is well again after each."""
    server = RedisServer()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(own_server: RedisServer) -> RedisServer:
    """Give that Redis, emptied."""
    with own_server.client() as client:
        client.flushall()
    return own_server


@pytest.fixture
def client(server: RedisServer) -> Iterator[redis.Redis]:
    """Give the quick client that the product has."""
    client = quick_redis(f"redis://127.0.0.1:{server.port}/0")
    yield client
    client.close()


@pytest.fixture
def tier(client: redis.Redis) -> RedisTier:
    """Give the tier in Redis."""
    return RedisTier(client, "test:", SECRET)


@pytest.fixture
def tiers(tier: RedisTier) -> Tiers:
    """Give the tiers of one process."""
    return Tiers(tier, memory=MEMORY)


@pytest.fixture
def other(server: RedisServer) -> Iterator[Tiers]:
    """Give the tiers of another process on the same Redis."""
    client = quick_redis(f"redis://127.0.0.1:{server.port}/0")
    yield Tiers(RedisTier(client, "test:", SECRET), memory=MEMORY)
    client.close()


@contextmanager
def hung(server: RedisServer) -> Iterator[None]:
    """Let Redis answer nothing for a while."""
    server.hang()
    try:
        yield
    finally:
        server.resume()


@contextmanager
def full(server: RedisServer) -> Iterator[None]:
    """Let Redis have no room for a while."""
    with server.client() as admin:
        admin.config_set("maxmemory", 1)
        try:
            yield
        finally:
            admin.config_set("maxmemory", 0)


@contextmanager
def read_only(server: RedisServer) -> Iterator[None]:
    """Let Redis be the replica of a server that is not there for a while."""
    with server.client() as admin:
        admin.replicaof("127.0.0.1", 1)
        try:
            yield
        finally:
            admin.replicaof("NO", "ONE")
