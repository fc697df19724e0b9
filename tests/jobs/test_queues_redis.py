"""Two clients of Redis: one that gives up before a page notices, one that waits on purpose."""

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress

import pytest
import redis
from flask import Flask
from rq.serializers import JSONSerializer

from tests.support.redis_server import RedisServer
from webapp.jobs.left_alone import LEFT_ALONE_FOR
from webapp.jobs.queues import (
    REPLY_WITHIN,
    Queue,
    app_redis,
    init_app,
    patient_redis,
    quick_redis,
    rq_queue,
)

ALLOWED = 2 * REPLY_WITHIN
"""One wait for an answer, and as much again for a busy machine; a second try would take longer."""


@pytest.fixture
def server() -> Iterator[RedisServer]:
    server = RedisServer()
    server.start()
    yield server
    server.kill()


def seconds_to_give_up(client: redis.Redis) -> float:
    began = time.monotonic()
    with client, pytest.raises(redis.RedisError):
        client.get("anything")
    return time.monotonic() - began


def least_to_give_up(clients: Iterable[redis.Redis]) -> float:
    """Return the shortest wait of several: the machine may stop in one of them."""
    return min(seconds_to_give_up(client) for client in clients)


def answers_within(client: redis.Redis, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(redis.RedisError):
            return bool(client.ping())
    return False


class TestQuickRedis:
    def test_a_server_that_hangs_before_the_connection_is_given_up_in_time(self, server: RedisServer) -> None:
        clients = [quick_redis(f"redis://127.0.0.1:{server.port}/0") for _ in range(3)]
        server.hang()

        assert REPLY_WITHIN * 0.9 < least_to_give_up(clients) < ALLOWED

    def test_a_server_that_hangs_while_connected_is_given_up_in_time(self, server: RedisServer) -> None:
        clients = [quick_redis(f"redis://127.0.0.1:{server.port}/0") for _ in range(3)]
        for client in clients:
            client.ping()
        server.hang()

        assert REPLY_WITHIN * 0.9 < least_to_give_up(clients) < ALLOWED

    def test_a_machine_that_takes_no_connection_is_given_up_in_time(self) -> None:
        with ExitStack() as opened:
            deaf = opened.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
            for _ in range(2):  # a full backlog: the kernel lets further callers wait
                caller = opened.enter_context(socket.socket())
                caller.setblocking(False)  # noqa: FBT003 - the signature of socket
                caller.connect_ex(deaf.getsockname())

            url = f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"
            waited = least_to_give_up(quick_redis(url) for _ in range(3))

        assert REPLY_WITHIN * 0.9 < waited < ALLOWED

    def test_a_port_that_nobody_listens_on_costs_nothing(self) -> None:
        clients = [quick_redis("redis://127.0.0.1:1/0") for _ in range(3)]

        assert least_to_give_up(clients) < REPLY_WITHIN

    def test_it_works_again_when_the_server_does(self, server: RedisServer) -> None:
        client = quick_redis(f"redis://127.0.0.1:{server.port}/0")
        server.hang()
        with pytest.raises(redis.RedisError):
            client.ping()

        server.resume()

        with client:
            assert answers_within(client, LEFT_ALONE_FOR + ALLOWED)

    def test_one_that_hangs_is_waited_for_once(self, server: RedisServer) -> None:
        client = quick_redis(f"redis://127.0.0.1:{server.port}/0")
        client.ping()
        server.hang()

        waited = [seconds_to_give_up(client) for _ in range(20)]

        assert waited[0] > REPLY_WITHIN * 0.9
        assert sorted(waited)[-3] < REPLY_WITHIN * 0.9  # the machine may stop once or twice


class TestPatientRedis:
    def test_a_blocking_pop_may_take_longer_than_a_page_waits(self, redis_url: str) -> None:
        with patient_redis(redis_url) as client:
            began = time.monotonic()

            popped = client.blpop(["a-list-that-stays-empty"], timeout=2 * REPLY_WITHIN)

        assert popped is None
        assert time.monotonic() - began >= 2 * REPLY_WITHIN


class TestAppRedis:
    def test_nothing_is_connected_before_somebody_asks(self) -> None:
        app = Flask("webapp")

        init_app(app, "redis://127.0.0.1:1/0")

        with app.app_context(), pytest.raises(redis.ConnectionError):
            app_redis().ping()

    def test_it_is_the_quick_one_and_the_same_each_time(self, app: Flask) -> None:
        with app.app_context():
            client = app_redis()

            assert client is app_redis()
            assert client.connection_pool.connection_kwargs["socket_timeout"] == REPLY_WITHIN


class TestRqQueue:
    @pytest.mark.parametrize("queue", Queue)
    def test_arguments_travel_as_json_in_a_queue_of_that_name(self, queue: Queue, redis_url: str) -> None:
        with quick_redis(redis_url) as connection:
            found = rq_queue(queue, connection)

            assert (found.name, found.serializer) == (queue.value, JSONSerializer)
