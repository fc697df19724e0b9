"""Counting costs no question to Redis, and a day's counts of all processes are read together."""

from datetime import UTC, datetime, timedelta

import redis

from tests.caching.conftest import hung
from tests.support.redis_server import RedisServer
from webapp.caching.counters import TOTALS, Counters, Memory, key_of, read_totals, report
from webapp.caching.counts import Counts, Shortfall, Tier, span_of
from webapp.caching.regions import Region

NOW = datetime(2026, 11, 28, 10, 57, tzinfo=UTC)
OWN = Memory(used_bytes=512, limit_bytes=1_000_000, entries=1)


def counted(hits: int = 0, *, loads: int = 0) -> Counters:
    counters = Counters()
    if hits:
        counters.add(Region.ROSTER, Tier.REDIS, "hits", hits)
    for _ in range(loads):
        counters.loaded(Region.ROSTER, 0.02)
    return counters


class TestPush:
    def test_what_processes_counted_adds_up_and_is_counted_once(self, client: redis.Redis) -> None:
        for counters in (counted(3), counted(4, loads=1)):
            counters.push(client, NOW)
            counters.push(client, NOW)

        (told,) = report(client, Counters(), OWN, NOW).regions
        assert (told.answered, told.loads) == (7, 1)
        assert told.tiers[Tier.DATABASE].load_seconds == 0.02

    def test_totals_go_on_while_spans_end(self, client: redis.Redis) -> None:
        counted(3, loads=1).push(client, NOW)
        counted(4).push(client, NOW + timedelta(hours=2))

        totals = read_totals(client)

        assert totals[Region.ROSTER, Tier.REDIS].hits == 7
        assert totals[Region.ROSTER, Tier.DATABASE].loads == 1
        assert client.ttl(TOTALS) == -1

    def test_what_could_not_be_pushed_is_kept(self, client: redis.Redis, server: RedisServer) -> None:
        counters = counted(3)
        with hung(server):
            try:
                counters.push(client, NOW)
            except redis.RedisError:
                counters.add(Region.ROSTER, Tier.REDIS, "hits")

        assert counters.now() == {(Region.ROSTER, Tier.REDIS): Counts(hits=4)}

    def test_it_is_due_now_and_then_and_for_one_alone(self) -> None:
        counters = counted(1)
        assert not counters.is_due()

        counters._next_push = 0
        assert [counters.is_due(), counters.is_due()] == [True, False]

    def test_a_span_goes_after_a_day(self, client: redis.Redis) -> None:
        counted(1).push(client, NOW)

        assert 24 * 3600 < client.ttl(key_of(span_of(NOW))) <= 25 * 3600


class TestReport:
    def test_what_is_older_than_a_day_is_not_told(self, client: redis.Redis) -> None:
        counted(1).push(client, NOW - timedelta(hours=25))

        assert report(client, Counters(), OWN, NOW).regions == ()

    def test_what_this_process_did_not_push_yet_is_told_too(self, client: redis.Redis) -> None:
        counted(3).push(client, NOW)

        found = report(client, counted(2), OWN, NOW)

        assert (found.is_shared, found.regions[0].answered) == (True, 5)
        assert found.redis is not None
        assert found.redis.used_bytes > 0
        assert found.process == OWN

    def test_without_redis_this_process_is_told_alone(self, client: redis.Redis, server: RedisServer) -> None:
        with hung(server):
            found = report(client, counted(loads=60), OWN, NOW)

        assert (found.is_shared, found.redis) == (False, None)
        assert found.regions[0].shortfall is Shortfall.REDIS_AWAY
