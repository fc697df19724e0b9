"""One allowance for all processes: evenly spaced, paused and refused together, local without Redis."""

import itertools
import threading
import time
from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta

import pytest
from redis import Redis

from tests.support.governor_processes import all_of, results, start_workers
from tests.support.redis_server import RedisServer
from webapp.lib.governor import Capacity, Governor, GovernorBusy, Limits, Reason

STAMPED_LATE = 4
"""A busy machine notes a call some milliseconds after it was allowed, and so in a later second."""


def most_in_a_second(times: list[float]) -> int:
    ordered = sorted(times)
    return max((index - bisect_left(ordered, at - 1.0) + 1 for index, at in enumerate(ordered)), default=0)


class TestSharedRate:
    def test_three_processes_use_the_whole_rate_and_never_more(
        self, redis_server: RedisServer, redis: Redis
    ) -> None:
        assert redis.dbsize() == 0

        workers, start_at = start_workers(redis_server, seconds=3)
        by_worker = results(workers)
        times = all_of(by_worker)
        begin, end = max(found[0] for found in by_worker) + 0.2, start_at + 2.9
        rate = len([at for at in times if begin <= at < end]) / (end - begin)

        assert most_in_a_second(times) <= 100 + STAMPED_LATE
        assert rate >= 0.5 * 95, (
            "the processes share one rate, not a third each; ./dev bench measures how much"
        )

    def test_slots_are_evenly_spaced(self, redis: Redis) -> None:
        governor = Governor(redis, "abc")

        times = [_acquired(governor) for _ in range(30)]
        gaps = [later - earlier for earlier, later in itertools.pairwise(times)]

        assert sum(gap > 0.005 for gap in gaps) > 20
        assert times[-1] - times[0] > 0.28

    def test_interactive_goes_first_and_background_takes_the_rest(
        self, redis_server: RedisServer, redis: Redis
    ) -> None:
        assert redis.dbsize() == 0

        workers, _ = start_workers(redis_server, seconds=2, interactive="100")
        interactive, *background = results(workers)
        meanwhile = [at for at in all_of(background) if interactive[0] < at < interactive[-1]]

        assert len(interactive) > 3 * len(meanwhile)

    def test_background_uses_everything_while_nobody_competes(self, redis: Redis) -> None:
        governor = Governor(redis, "abc")

        started = time.monotonic()
        for _ in range(20):
            governor.acquire(interactive=False)

        assert time.monotonic() - started < 2

    def test_a_slot_that_is_used_too_late_lapses(self, redis: Redis) -> None:
        lateness = [0.3]
        governor = Governor(
            redis,
            "abc",
            limits=Limits(per_second=5, background_ahead=0.5),  # a wait that a busy machine has too
            sleep=lambda seconds: time.sleep(seconds + (lateness.pop() if lateness else 0.0)),
        )

        calls = 0
        while lateness:
            governor.acquire()
            calls += 1

        assert governor.state().used_this_hour > calls


class TestHour:
    limits = Limits(per_hour=40, lapse_after=10.0)  # on a busy machine a slot that lapses counts as well

    def test_background_stops_before_the_hour_is_used_up(self, redis: Redis) -> None:
        governor = Governor(redis, "abc", limits=self.limits)
        for _ in range(38):
            governor.acquire()

        with pytest.raises(GovernorBusy) as busy:
            governor.acquire()

        assert busy.value.reason is Reason.HOUR
        assert 3500 < busy.value.retry_after < 3700

    def test_interactive_may_use_the_rest_and_no_more(self, redis: Redis) -> None:
        governor = Governor(redis, "abc", limits=self.limits)

        for _ in range(40):
            governor.acquire(interactive=True)
        with pytest.raises(GovernorBusy):
            governor.acquire(interactive=True)

        assert governor.state().used_this_hour == 40

    def test_calls_of_an_hour_ago_are_forgotten(self, redis: Redis) -> None:
        governor = Governor(redis, "abc", limits=self.limits)
        minute = int(time.time()) // 60
        redis.hset("governor:{abc}:minutes", mapping={str(minute - 61): 39, str(minute - 30): 3})

        governor.acquire()

        assert governor.state().used_this_hour == 4

    def test_without_redis_a_process_has_its_share(self) -> None:
        governor = Governor(None, "abc", limits=replace(self.limits, processes=4))
        for _ in range(9):
            governor.acquire()

        with pytest.raises(GovernorBusy) as busy:
            governor.acquire()

        assert busy.value.reason is Reason.HOUR

    def test_capacity_is_the_best_age_that_can_be_had(self) -> None:
        assert Capacity(35_500).best_age(targets=7_100, calls_each=5) == timedelta(hours=1)


class TestWithoutRedis:
    @pytest.mark.fault
    @pytest.mark.parametrize("fault", ["kill", "hang"])
    def test_the_rate_holds_when_redis_goes_and_comes_back(self, fault: str) -> None:
        server = RedisServer()
        server.start()
        workers, start_at = start_workers(server, seconds=4.5, rest=0.6)
        time.sleep(max(0.0, start_at + 1 - time.monotonic()))

        server.kill() if fault == "kill" else server.hang()
        time.sleep(1.5)
        server.start() if fault == "kill" else server.resume()
        times = all_of(results(workers))
        server.kill()

        away = [at for at in times if start_at + 1.3 < at < start_at + 2.3]
        assert most_in_a_second(times) <= 100 + STAMPED_LATE
        assert len(away) > 30
        assert len([at for at in times if at > start_at + 4]) > 25

    @pytest.mark.fault
    def test_a_redis_that_comes_back_gives_one_share_until_all_are_back(self) -> None:
        server, limits = RedisServer(), Limits(processes=4, redis_rest=0.2)
        governor = Governor(server.client(), "abc", limits=limits)
        governor.acquire()
        server.start()
        time.sleep(0.3)

        governor.acquire()
        count, until = 0, time.monotonic() + 0.8
        while time.monotonic() < until:
            Governor(server.client(), "abc", limits=limits).acquire()
            count += 1
        server.kill()

        assert 10 < count < 30

    def test_a_redis_that_is_away_costs_little(self) -> None:
        server = RedisServer()
        governor = Governor(server.client(), "abc")

        started = time.monotonic()
        governor.acquire()

        assert time.monotonic() - started < 2
        assert not governor.state().is_shared

    def test_eight_threads_share_the_local_rate(self) -> None:
        governor = Governor(None, "abc", limits=Limits(processes=2))
        times: list[float] = []
        threads = [
            threading.Thread(target=lambda: times.extend(_acquired(governor) for _ in range(6)))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert 0.9 < max(times) - min(times) < 1.6


def _acquired(governor: Governor) -> float:
    governor.acquire()
    return time.monotonic()
