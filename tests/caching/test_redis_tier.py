"""The tier in Redis, with a real server that hangs, is full, cannot be written to, or is gone."""

import time
from datetime import timedelta

import pytest
import redis
from redis.exceptions import OutOfMemoryError, ReadOnlyError

from tests.caching.conftest import full, hung, read_only
from tests.support.redis_server import RedisServer
from webapp.caching.breaker import Trouble
from webapp.caching.entries import BadEntry, Entry
from webapp.caching.redis_tier import RedisAway, RedisTier, trouble_of
from webapp.jobs.left_alone import DidNotAnswer
from webapp.jobs.queues import quick_redis

MINUTE = timedelta(minutes=1)
ENTRY = Entry(b"Thrall")
WAITED_ONCE = 1.0
"""Seconds: far less than forty waits take, and enough for one on a machine with other work."""


class TestReading:
    def test_what_is_written_is_found_with_the_time_that_it_has_left(self, tier: RedisTier) -> None:
        tier.write("a", ENTRY, MINUTE)

        found = tier.read("a", None)

        assert found.entry == ENTRY
        assert 59_000 < found.left_ms <= 60_000

    def test_nothing_is_found_under_another_key(self, tier: RedisTier) -> None:
        assert tier.read("a", None).entry is None

    def test_what_somebody_else_wrote_is_no_entry(self, tier: RedisTier, client: redis.Redis) -> None:
        client.set("test:a", b"\x80\x04K\x01.")

        with pytest.raises(BadEntry):
            tier.read("a", None)

    def test_a_group_has_a_new_generation_once_it_is_let_go_of(self, tier: RedisTier) -> None:
        before = tier.read("a", "guild:1").generation
        tier.begin_generation("guild:1")
        after = tier.read("a", "guild:1").generation

        assert before == b""
        assert after not in {b"", tier.read("a", "guild:2").generation}


class TestDeleting:
    def test_a_prefix_goes_and_what_only_looks_like_it_stays(self, tier: RedisTier) -> None:
        for key in ("roster:1:a", "roster:1:b", "roster:12:a", "roster:*:a"):
            tier.write(key, ENTRY, MINUTE)

        assert tier.delete_prefix("roster:1:") == 2
        assert tier.delete_prefix("roster:*:") == 1
        assert tier.read("roster:12:a", None).entry == ENTRY


class TestLock:
    def test_one_has_it_until_it_is_given_back(self, tier: RedisTier) -> None:
        word = tier.lock("a")
        assert word is not None
        assert tier.lock("a") is None

        tier.unlock("a", "a word of somebody whose lock lapsed")
        assert tier.lock("a") is None
        tier.unlock("a", word)
        assert tier.lock("a") is not None

    def test_it_lapses_when_nobody_gives_it_back(self, tier: RedisTier, client: redis.Redis) -> None:
        tier.lock("a")

        assert 0 < client.pttl("test:lock:a") <= 3000


class TestTrouble:
    def test_a_hung_server_is_waited_for_once(self, tier: RedisTier, server: RedisServer) -> None:
        with hung(server):
            began = time.monotonic()
            for _ in range(20):
                with pytest.raises(RedisAway):
                    tier.read("a", None)
                with pytest.raises(RedisAway):
                    tier.write("a", ENTRY, MINUTE)
            seconds = time.monotonic() - began

        assert seconds < WAITED_ONCE
        assert tier.health().trouble is Trouble.HUNG
        assert tier.health().since is not None

    def test_a_server_that_is_gone_is_left_alone_after_three_refusals(self) -> None:
        tier = RedisTier(quick_redis("redis://127.0.0.1:1/0"), "test:", b"secret")
        for _ in range(3):
            assert tier.health().trouble is None
            with pytest.raises(RedisAway):
                tier.read("a", None)

        assert tier.health().trouble is Trouble.AWAY

    def test_a_full_server_is_still_read(self, tier: RedisTier, server: RedisServer) -> None:
        tier.write("a", ENTRY, MINUTE)
        with full(server):
            with pytest.raises(RedisAway):
                tier.write("b", ENTRY, MINUTE)

            assert tier.read("a", None).entry == ENTRY
            assert tier.health().trouble is Trouble.FULL

    def test_a_replica_is_still_read(self, tier: RedisTier, server: RedisServer) -> None:
        with read_only(server):
            with pytest.raises(RedisAway):
                tier.write("b", ENTRY, MINUTE)

            assert tier.read("a", None).entry is None
            assert tier.health().trouble is Trouble.READ_ONLY

    @pytest.mark.parametrize(
        ("error", "trouble"),
        [
            (redis.TimeoutError(), Trouble.HUNG),
            (DidNotAnswer(), Trouble.HUNG),
            (redis.ConnectionError(), Trouble.AWAY),
            (redis.BusyLoadingError(), Trouble.AWAY),
            (OutOfMemoryError(), Trouble.FULL),
            (ReadOnlyError(), Trouble.READ_ONLY),
            (redis.ResponseError(), Trouble.BROKEN),
        ],
    )
    def test_every_error_has_a_word(self, error: redis.RedisError, trouble: Trouble) -> None:
        assert trouble_of(error) is trouble
