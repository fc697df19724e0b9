"""Points are shared by all processes of a key, and kept in each while Redis is away."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from tests.support.redis_server import RedisServer
from webapp.clients.warcraftlogs.points import Points, Rate
from webapp.clients.warcraftlogs.points_governor import PointsGovernor
from webapp.lib.governor import GovernorBusy

RATE = Rate(1000, 100, 1800)


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as connection:
        yield connection


def teach(governor: PointsGovernor) -> None:
    governor.note(RATE, characters=1)


class TestShared:
    def test_what_one_process_learned_another_knows(self, redis: Redis) -> None:
        key = uuid.uuid4().hex
        teach(PointsGovernor(redis, key))

        assert PointsGovernor(redis, key).state().spent == 100

    def test_points_set_aside_at_once_are_not_set_aside_twice(self, redis: Redis) -> None:
        key = uuid.uuid4().hex
        governors = [PointsGovernor(redis, key) for _ in range(4)]
        teach(governors[0])

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda governor: [governor.acquire(1) for _ in range(10)], governors))

        assert governors[0].state().aside == 40 * governors[0].state().price

    def test_a_pause_holds_for_all(self, redis: Redis) -> None:
        key = uuid.uuid4().hex
        PointsGovernor(redis, key).pause(30)

        with pytest.raises(GovernorBusy):
            PointsGovernor(redis, key).acquire(1)

    def test_a_flushed_redis_learns_again_from_the_processes(self, redis: Redis) -> None:
        key = uuid.uuid4().hex
        governor = PointsGovernor(redis, key)
        governor.pause(30)
        redis.delete(f"points:{key}")

        with pytest.raises(GovernorBusy):
            governor.acquire(1)

    @pytest.mark.parametrize(
        "entry", [b'{"limit":1,"odd":2}', b'{"paid":null}', b'{"limit":"x"}', b"[]", b"[1]", b"nonsense"]
    )
    def test_an_entry_that_cannot_be_read_is_no_entry(self, redis: Redis, entry: bytes) -> None:
        key = uuid.uuid4().hex
        redis.set(f"points:{key}", entry)

        assert PointsGovernor(redis, key).state() == Points()


class TestAlone:
    def test_without_redis_the_process_keeps_to_what_it_knows(self) -> None:
        governor = PointsGovernor(RedisServer().client(), "key")
        teach(governor)
        governor.pause(30)

        with pytest.raises(GovernorBusy):
            governor.acquire(1)
        assert governor.state().spent == 100
