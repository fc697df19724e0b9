"""A Redis that answers slowly keeps one request waiting no longer than one that hangs."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import redis
from flask import Flask

from tests.support.slow_redis import SlowRedis, slow_redis
from webapp.jobs import patience
from webapp.jobs.patience import IN_ALL, TooSlow, patience_here
from webapp.jobs.queues import quick_redis

DELAY = 0.4 * IN_ALL
"""Each answer comes in time; three of them are too much."""


@pytest.fixture
def between(redis_url: str) -> Iterator[SlowRedis]:
    """Give a way to Redis that a test makes slow."""
    port = urlsplit(redis_url).port
    assert port is not None
    with slow_redis(port) as between:
        yield between


@pytest.fixture
def client(between: SlowRedis) -> Iterator[redis.Redis]:
    """Give the product's quick client over it, connected while it was quick."""
    with quick_redis(between.url) as client:
        client.ping()
        between.delay = DELAY
        yield client


@pytest.fixture
def app() -> Flask:
    """Give an app whose requests have patience."""
    app = Flask("patience")
    patience.init_app(app)
    return app


class TestPatience:
    def test_a_request_waits_for_a_slow_redis_only_so_long_in_all(
        self, app: Flask, client: redis.Redis
    ) -> None:
        answers = []
        with app.test_request_context():
            app.preprocess_request()
            with pytest.raises(TooSlow):
                answers += [client.ping() for _ in range(4)]

            left = patience_here()

        assert left is not None
        assert left.left < DELAY

    def test_the_next_request_finds_that_redis_is_left_alone(self, app: Flask, client: redis.Redis) -> None:
        with app.test_request_context():
            app.preprocess_request()
            with pytest.raises(TooSlow):
                [client.ping() for _ in range(4)]

        with app.test_request_context():
            app.preprocess_request()
            with pytest.raises(redis.RedisError, match="left alone"):
                client.ping()

    def test_whoever_works_in_the_background_waits_as_often_as_it_asks(self, client: redis.Redis) -> None:
        assert [client.ping() for _ in range(4)] == [True] * 4

    def test_an_answer_that_is_there_was_not_waited_for(
        self, app: Flask, client: redis.Redis, between: SlowRedis
    ) -> None:
        between.delay = 0.0
        with app.test_request_context():
            app.preprocess_request()
            many = client.pipeline(transaction=False)
            for _ in range(50):
                many.ping()

            assert many.execute() == [True] * 50
            left = patience_here()
        assert left is not None
        assert left.left > 0
