"""Real servers for the floor's tests."""

from collections.abc import Iterator

import pytest
from redis import Redis

from tests.support.redis_server import RedisServer


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """Give a server that tests may hang or kill, if they leave it running."""
    server = RedisServer()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def redis(redis_server: RedisServer) -> Iterator[Redis]:
    """Give a client of an empty server."""
    with redis_server.client() as client:
        client.flushall()
        yield client
