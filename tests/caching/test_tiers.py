"""Which tier answers, who loads, and what goes on without Redis."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from tests.caching.conftest import MEMORY, SECRET, Loader, full, hung, read_only
from tests.support.redis_server import RedisServer
from tests.support.slow_redis import slow_redis
from webapp.caching.counts import Counts, Tier
from webapp.caching.entries import JSON, Fetched
from webapp.caching.questions import Question
from webapp.caching.redis_tier import RedisTier
from webapp.caching.regions import Region, rule_of
from webapp.caching.tiers import Tiers
from webapp.jobs.queues import quick_redis

CARD: Question[Any] = Question(Region.CARD, "12:7", JSON)
OWN_PAGE: Question[Any] = Question(Region.PROFILE, "12:7", JSON, group="guild:12")
READERS = 200


def counts(tiers: Tiers, region: Region, tier: Tier) -> Counts:
    return tiers.counters.now().get((region, tier), Counts())


def make_stale(tiers: Tiers, question: Question[Any]) -> None:
    """Let the time pass in which an entry is fresh, here and in Redis."""
    tiers.memory.delete(question.name)
    tiers.redis.client.pexpire(f"test:{question.name}", question.rule.stale_for)


class TestTiers:
    def test_the_first_loads_the_next_is_answered_from_memory(self, tiers: Tiers) -> None:
        load = Loader()

        assert [tiers.ask(CARD, load) for _ in range(3)] == ["loaded"] * 3
        assert load.times == 1
        assert counts(tiers, Region.CARD, Tier.PROCESS) == Counts(hits=2, misses=1)
        assert counts(tiers, Region.CARD, Tier.REDIS) == Counts(misses=1)
        assert counts(tiers, Region.CARD, Tier.DATABASE).loads == 1

    def test_a_miss_asks_redis_three_times_and_a_hit_once(self, server: RedisServer) -> None:
        with slow_redis(server.port) as between, quick_redis(between.url) as client:
            client.ping()
            tiers = Tiers(RedisTier(client, "test:", SECRET), memory=MEMORY)
            counted = []
            for _ in range(2):
                before = between.round_trips
                tiers.ask(OWN_PAGE, Loader())
                counted.append(between.round_trips - before)

        assert counted == [3, 1]

    def test_another_process_is_answered_from_redis(self, tiers: Tiers, other: Tiers) -> None:
        load = Loader()
        tiers.ask(CARD, load)

        assert other.ask(CARD, load) == "loaded"
        assert load.times == 1
        assert counts(other, Region.CARD, Tier.REDIS) == Counts(hits=1)

    def test_what_json_can_change_is_made_anew_for_everybody(self, tiers: Tiers) -> None:
        load = Loader({"name": "Thrall"})
        tiers.ask(CARD, load)["name"] = "changed by a reader"

        assert tiers.ask(CARD, load) == {"name": "Thrall"}

    @pytest.mark.parametrize("load", [Loader(fresh_for=timedelta(0)), Loader("x" * 5_000_000)])
    def test_what_must_not_be_kept_or_is_too_large_is_loaded_each_time(
        self, tiers: Tiers, load: Loader
    ) -> None:
        for _ in range(2):
            assert tiers.ask(CARD, load) == load.value

        assert load.times == 2

    def test_a_failure_is_kept_nowhere(self, tiers: Tiers) -> None:
        def fail() -> Fetched[str]:
            raise LookupError("the database is away")

        with pytest.raises(LookupError):
            tiers.ask(CARD, fail)

        assert tiers.ask(CARD, Loader()) == "loaded"

    def test_an_entry_that_cannot_be_read_is_loaded_anew(self, tiers: Tiers) -> None:
        tiers.redis.client.set(f"test:{CARD.name}", b"rubbish", px=900_000)

        assert tiers.ask(CARD, Loader()) == "loaded"
        assert counts(tiers, Region.CARD, Tier.REDIS).errors == 1


class TestGroups:
    def test_what_is_let_go_of_is_gone_for_every_process(self, tiers: Tiers, other: Tiers) -> None:
        for one in (tiers, other):
            one.ask(OWN_PAGE, Loader("before"))
        other.redis.begin_generation("guild:12")

        assert tiers.ask(OWN_PAGE, Loader("after")) == "after"

    def test_who_read_before_the_press_keeps_nothing_for_those_after_it(self, tiers: Tiers) -> None:
        def read_and_meanwhile_somebody_presses() -> Fetched[str]:
            tiers.redis.begin_generation("guild:12")
            return Fetched("before")

        tiers.ask(OWN_PAGE, read_and_meanwhile_somebody_presses)

        assert tiers.ask(OWN_PAGE, Loader("after")) == "after"

    def test_another_group_stays(self, tiers: Tiers) -> None:
        tiers.ask(OWN_PAGE, Loader("before"))
        tiers.redis.begin_generation("guild:1")

        assert tiers.ask(OWN_PAGE, Loader("after")) == "before"


class TestStale:
    def test_one_renews_and_all_others_are_shown_the_old_one_at_once(self, tiers: Tiers) -> None:
        tiers.ask(CARD, Loader("old"))
        make_stale(tiers, CARD)
        began, may_end = threading.Event(), threading.Event()

        def slow() -> Fetched[str]:
            began.set()
            assert may_end.wait(5)
            return Fetched("new")

        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(tiers.ask, CARD, slow)
            assert began.wait(5)
            seen = [tiers.ask(CARD, Loader("not needed")) for _ in range(READERS)]
            may_end.set()

            assert (set(seen), first.result()) == ({"old"}, "new")
        assert counts(tiers, Region.CARD, Tier.REDIS).stale_hits == READERS
        assert tiers.ask(CARD, Loader("not needed")) == "new"

    def test_while_another_process_renews_the_old_one_is_shown(self, tiers: Tiers, other: Tiers) -> None:
        tiers.ask(CARD, Loader("old"))
        make_stale(tiers, CARD)
        other.redis.lock_and_read(CARD.name, None)
        load = Loader("new")

        assert tiers.ask(CARD, load) == "old"
        assert load.times == 0


class TestSingleFlight:
    def test_readers_of_two_processes_cause_one_load(self, tiers: Tiers, other: Tiers) -> None:
        load, gate = Loader(), threading.Barrier(40)

        def read(one: Tiers) -> Any:
            gate.wait(5)
            return one.ask(CARD, load)

        with ThreadPoolExecutor(40) as pool:
            seen = list(pool.map(read, [tiers, other] * 20))

        assert (set(seen), load.times) == ({"loaded"}, 1)

    def test_a_load_that_fails_lets_the_next_load_at_once(self, tiers: Tiers, other: Tiers) -> None:
        def fail() -> Fetched[Any]:
            raise ValueError("no row")

        with pytest.raises(ValueError, match="no row"):
            tiers.ask(CARD, fail)

        assert other.redis.lock_and_read(CARD.name, None)[0] is not None

    def test_a_lock_that_nobody_gives_back_lapses(self, tiers: Tiers, other: Tiers) -> None:
        other.redis.lock_and_read(CARD.name, None)  # and its process is killed
        tiers.redis.client.pexpire(f"test:lock:{CARD.name}", 50)

        assert tiers.ask(CARD, Loader()) == "loaded"


class TestWithoutRedis:
    def test_a_hung_one_costs_nobody_the_answer(self, tiers: Tiers, server: RedisServer) -> None:
        load = Loader()
        with hung(server):
            assert [tiers.ask(CARD, load) for _ in range(5)] == ["loaded"] * 5

        assert load.times == 1
        assert counts(tiers, Region.CARD, Tier.REDIS).errors == 1

    def test_memory_answers_as_long_as_its_entry_is_fresh(self, tiers: Tiers, server: RedisServer) -> None:
        load = Loader()
        tiers.ask(CARD, load)
        kept = tiers.memory.get(CARD.name, 0)
        assert kept is not None
        tiers.memory.put(CARD.name, type(kept)(kept.value, kept.size, 0, kept.fresh_until, kept.gone_at))

        with hung(server):
            assert tiers.ask(CARD, load) == "loaded"
        assert load.times == 1

    def test_what_is_kept_nowhere_else_is_loaded_each_time(self, tiers: Tiers, server: RedisServer) -> None:
        load = Loader()
        with hung(server):
            for _ in range(2):
                tiers.ask(OWN_PAGE, load)

        assert load.times == 2

    def test_a_full_one_costs_nobody_the_answer(self, tiers: Tiers, server: RedisServer) -> None:
        with full(server):
            assert tiers.ask(CARD, Loader()) == "loaded"
            assert tiers.ask(CARD, Loader("not needed")) == "loaded"

    def test_a_replica_costs_nobody_the_answer(self, tiers: Tiers, server: RedisServer) -> None:
        with read_only(server):
            assert tiers.ask(CARD, Loader()) == "loaded"

    def test_after_a_flush_things_are_loaded_anew(self, tiers: Tiers, other: Tiers) -> None:
        tiers.ask(OWN_PAGE, Loader("before"))
        tiers.redis.client.flushall()

        assert other.ask(OWN_PAGE, Loader("after")) == "after"

    def test_a_stale_answer_needs_no_redis_either(self, tiers: Tiers, server: RedisServer) -> None:
        tiers.ask(CARD, Loader("old"))
        kept = tiers.memory.get(CARD.name, 0)
        assert kept is not None
        tiers.memory.put(CARD.name, type(kept)(kept.value, kept.size, 0, 0, kept.gone_at))

        with hung(server):
            assert tiers.ask(CARD, Loader("new")) == "new"
        assert rule_of(Region.CARD).stale_for > timedelta(0)
