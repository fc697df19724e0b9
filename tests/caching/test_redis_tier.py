"""The tier in Redis, with a real server that hangs, is full, cannot be written to, or is gone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import redis
from redis.exceptions import OutOfMemoryError, ReadOnlyError

from tests.caching.conftest import full, hung, read_only
from tests.support.redis_server import RedisServer
from webapp.caching.breaker import Trouble
from webapp.caching.counters import Counters, read_memory
from webapp.caching.entries import BadEntry, Entry
from webapp.caching.redis_tier import MOST_OF_ALL, RedisAway, RedisHealth, RedisTier, trouble_of
from webapp.jobs.left_alone import DidNotAnswer, WasTooSlow
from webapp.jobs.patience import TooSlow
from webapp.jobs.queues import quick_redis

MINUTE = timedelta(minutes=1)
ENTRY = Entry(b"Thrall")
NOW = datetime(2026, 11, 28, 10, 57, tzinfo=UTC)
WAITED_ONCE = 2.0
"""Seconds: far less than forty waits take, and enough for one on a machine with other work."""


@contextmanager
def crowded(client: redis.Redis) -> Iterator[None]:
    """Let Redis be nearly full for a while, with room for others."""
    client.config_set("maxmemory", int(read_memory(client).used_bytes / MOST_OF_ALL / 1.1))
    try:
        yield
    finally:
        client.config_set("maxmemory", 0)


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

    def test_an_end_goes_and_what_only_looks_like_it_stays(self, tier: RedisTier) -> None:
        for key in ("permission:1:7:42", "permission:2:7:42", "permission:1:7:142", "roster:1:42"):
            tier.write(key, ENTRY, MINUTE)

        assert tier.delete_prefix("permission:", end=":42") == 2
        assert tier.read("permission:1:7:142", None).entry == ENTRY


class TestLock:
    def test_one_has_it_until_it_is_given_back(self, tier: RedisTier) -> None:
        word, _ = tier.lock_and_read("a", None)
        assert word is not None
        assert is_locked(tier)

        tier.unlock("a", "a word of somebody whose lock lapsed")
        assert is_locked(tier)
        tier.unlock("a", word)
        assert not is_locked(tier)

    def test_it_lapses_when_nobody_gives_it_back(self, tier: RedisTier, client: redis.Redis) -> None:
        tier.lock_and_read("a", None)

        assert 0 < client.pttl("test:lock:a") <= 3000

    def test_it_is_given_back_with_what_was_loaded(self, tier: RedisTier) -> None:
        word, before = tier.lock_and_read("a", "guild:1")
        tier.write("a", ENTRY, MINUTE, word=word)

        again, found = tier.lock_and_read("a", "guild:1")

        assert (before.entry, found.entry) == (None, ENTRY)
        assert again is not None

    def test_what_is_no_entry_of_ours_may_be_loaded_anew(self, tier: RedisTier, client: redis.Redis) -> None:
        client.set("test:a", b"\x80\x04K\x01.")

        word, found = tier.lock_and_read("a", None)

        assert (word is not None, found.entry) == (True, None)


def is_locked(tier: RedisTier) -> bool:
    """Say whether somebody has the lock of a; who finds out that nobody has has it."""
    return tier.lock_and_read("a", None)[0] is None


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

    def test_nearly_full_it_keeps_nothing_more_and_leaves_the_rest_to_others(
        self, tier: RedisTier, client: redis.Redis
    ) -> None:
        tier.write("a", ENTRY, MINUTE)
        with crowded(client):
            tier.share(Counters(), NOW)
            tier.write("b", ENTRY, MINUTE, word="a word")
            client.lpush("rq:queue:sync", "a bell")

            assert tier.health() == RedisHealth(Trouble.CROWDED, NOW)
            assert (tier.read("a", None).entry, tier.read("b", None).entry) == (ENTRY, None)

        tier.share(Counters(), NOW)
        tier.write("b", ENTRY, MINUTE)
        assert tier.health() == RedisHealth()
        assert tier.read("b", None).entry == ENTRY

    @pytest.mark.parametrize(
        ("error", "trouble"),
        [
            (redis.TimeoutError(), Trouble.HUNG),
            (DidNotAnswer(), Trouble.HUNG),
            (TooSlow(), Trouble.SLOW),
            (WasTooSlow(), Trouble.SLOW),
            (redis.ConnectionError(), Trouble.AWAY),
            (redis.BusyLoadingError(), Trouble.AWAY),
            (OutOfMemoryError(), Trouble.FULL),
            (ReadOnlyError(), Trouble.READ_ONLY),
            (redis.ResponseError(), Trouble.BROKEN),
        ],
    )
    def test_every_error_has_a_word(self, error: redis.RedisError, trouble: Trouble) -> None:
        assert trouble_of(error) is trouble
