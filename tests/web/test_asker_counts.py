"""An asker's requests of a minute: counted here, shared a score at a time, and without Redis here alone."""

import threading

import pytest
import redis

from tests.support.redis_server import RedisServer
from webapp.web.asker_counts import TELL_EVERY, AskerCounts

TOKEN, PERSON, LIMIT = "token:7", "person:7", 100
NOON = 1_800_000_000.0
"""A moment at which a minute begins."""


def counts_of(url: str) -> AskerCounts:
    return AskerCounts(redis.Redis.from_url(url, socket_timeout=0.25, socket_connect_timeout=0.25))


@pytest.fixture
def counts(empty_redis_url: str) -> AskerCounts:
    """Give the counts of a process."""
    return counts_of(empty_redis_url)


class TestCount:
    def test_says_what_is_left_and_until_when(self, counts: AskerCounts) -> None:
        counts.count(TOKEN, LIMIT, NOON)

        counted = counts.count(TOKEN, LIMIT, NOON + 15.9)

        assert (counted.count, counted.remaining, counted.wait, counted.window) == (2, 98, 45, 60)

    def test_the_last_is_let_through_and_the_next_is_not(self, counts: AskerCounts) -> None:
        seen = [counts.count(TOKEN, 3, NOON).is_too_much for _ in range(4)]

        assert seen == [False, False, False, True]

    def test_nothing_is_left_of_less_than_nothing(self, counts: AskerCounts) -> None:
        seen = [counts.count(TOKEN, 1, NOON).remaining for _ in range(3)]

        assert seen == [0, 0, 0]

    def test_each_minute_begins_anew(self, counts: AskerCounts) -> None:
        counts.count(TOKEN, LIMIT, NOON + 59)

        assert counts.count(TOKEN, LIMIT, NOON + 60).count == 1

    def test_askers_have_counts_of_their_own(self, counts: AskerCounts) -> None:
        counts.count(TOKEN, LIMIT, NOON)

        assert counts.count(PERSON, LIMIT, NOON).count == 1

    def test_threads_lose_none(self, counts: AskerCounts) -> None:
        def ask() -> None:
            for _ in range(50):
                counts.count(TOKEN, LIMIT, NOON)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert counts.count(TOKEN, LIMIT, NOON).count == 201


class TestSharing:
    def test_a_process_learns_at_once_what_others_counted(
        self, counts: AskerCounts, empty_redis_url: str
    ) -> None:
        for _ in range(TELL_EVERY + 1):
            counts.count(TOKEN, LIMIT, NOON)

        assert counts_of(empty_redis_url).count(TOKEN, LIMIT, NOON).count == TELL_EVERY + 2

    def test_all_together_let_through_no_more_than_a_score_of_each(
        self, counts: AskerCounts, empty_redis_url: str
    ) -> None:
        processes = [counts, *(counts_of(empty_redis_url) for _ in range(2))]

        passed = sum(
            not process.count(TOKEN, LIMIT, NOON).is_too_much for _ in range(LIMIT) for process in processes
        )

        assert LIMIT <= passed <= LIMIT + len(processes) * TELL_EVERY

    def test_redis_is_asked_once_for_a_score(self, counts: AskerCounts, empty_redis_url: str) -> None:
        with redis.Redis.from_url(empty_redis_url) as connection:
            before = connection.info("commandstats").get("cmdstat_incrby", {"calls": 0})["calls"]
            for _ in range(1 + 2 * TELL_EVERY):
                counts.count(TOKEN, LIMIT, NOON)
            after = connection.info("commandstats")["cmdstat_incrby"]["calls"]

        assert after - before == 3

    def test_nothing_stays_behind_in_redis(self, counts: AskerCounts, empty_redis_url: str) -> None:
        counts.count(TOKEN, LIMIT, NOON)

        with redis.Redis.from_url(empty_redis_url) as connection:
            lives = [connection.ttl(key) for key in connection.keys("muster:limits:token:*")]

        assert [0 < life <= 120 for life in lives] == [True]


class TestWithoutRedis:
    def test_a_process_counts_for_itself(self) -> None:
        server = RedisServer()
        server.start()
        counts = counts_of(f"redis://127.0.0.1:{server.port}/0")
        counts.count(TOKEN, 30, NOON)
        server.kill()

        seen = [counts.count(TOKEN, 30, NOON).is_too_much for _ in range(31)]

        assert seen.index(True) == 29
