"""One allowance for all processes: evenly spaced, paused and refused together, local without Redis."""

import itertools
import json
import math
import subprocess
import sys
import threading
import time
from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis

from tests.support.redis_server import RedisServer
from webapp.lib.governor import Capacity, Governor, GovernorBusy, Limits, Reason

RUNNING_UP = 1.2  # seconds in which the workers import what they need
Worker = subprocess.Popen[str]


def start_workers(
    server: RedisServer, *, seconds: float, interactive: str = "000", rest: float = 5.0
) -> tuple[list[Worker], float]:
    start_at = time.monotonic() + RUNNING_UP
    command = [sys.executable, "-m", "tests.support.governor_worker", str(server.port), str(seconds)]
    return [
        subprocess.Popen([*command, str(start_at), kind, str(rest)], stdout=subprocess.PIPE, text=True)
        for kind in interactive
    ], start_at


def results(workers: list[Worker]) -> list[list[float]]:
    return [json.loads(worker.communicate(timeout=30)[0].rpartition("\n")[2]) for worker in workers]


def all_of(found: list[list[float]]) -> list[float]:
    return [at for times in found for at in times]


def most_in_a_second(times: list[float]) -> int:
    ordered = sorted(times)
    return max((index - bisect_left(ordered, at - 1.0) + 1 for index, at in enumerate(ordered)), default=0)


class TestSharedRate:
    def test_three_processes_use_the_whole_rate_and_never_more(
        self, redis_server: RedisServer, redis: Redis
    ) -> None:
        assert redis.dbsize() == 0

        workers, start_at = start_workers(redis_server, seconds=4)
        by_worker = results(workers)
        times = all_of(by_worker)
        begin, end = max(found[0] for found in by_worker) + 0.2, start_at + 3.8
        rate = len([at for at in times if begin <= at < end]) / (end - begin)

        assert most_in_a_second(times) <= 100
        assert rate >= 0.95 * 95

    def test_slots_are_evenly_spaced(self, redis: Redis) -> None:
        governor = Governor(redis, "abc")

        times = [_acquired(governor) for _ in range(30)]
        gaps = [later - earlier for earlier, later in itertools.pairwise(times)]

        assert min(gaps) > 0.001
        assert 0.28 < times[-1] - times[0] < 0.60

    def test_interactive_goes_first_and_background_takes_the_rest(
        self, redis_server: RedisServer, redis: Redis
    ) -> None:
        assert redis.dbsize() == 0

        workers, _ = start_workers(redis_server, seconds=2, interactive="100")
        interactive, *background = results(workers)
        meanwhile = [at for at in all_of(background) if interactive[0] < at < interactive[-1]]

        assert len(interactive) > 5 * len(meanwhile)

    def test_background_uses_everything_while_nobody_competes(self, redis: Redis) -> None:
        governor = Governor(redis, "abc")

        started = time.monotonic()
        for _ in range(20):
            governor.acquire(interactive=False)

        assert time.monotonic() - started < 0.5

    def test_a_slot_that_is_used_too_late_lapses(self, redis: Redis) -> None:
        lateness = iter([0.2, 0.0])
        governor = Governor(redis, "abc", sleep=lambda seconds: time.sleep(seconds + next(lateness, 0.0)))
        governor.acquire()

        started = time.monotonic()
        governor.acquire()

        assert time.monotonic() - started >= 0.2
        assert governor.state().used_this_hour >= 3


class TestHour:
    limits = Limits(per_hour=40)

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


class TestPause:
    def test_another_process_makes_no_call_inside_the_pause(
        self, redis_server: RedisServer, redis: Redis
    ) -> None:
        workers, start_at = start_workers(redis_server, seconds=3, interactive="01")
        time.sleep(max(0.0, start_at + 1 - time.monotonic()))

        Governor(redis, "abc").pause(1)
        paused_at = time.monotonic()
        times = all_of(results(workers))

        assert not [at for at in times if paused_at + 0.1 <= at <= paused_at + 0.99]
        assert [at for at in times if paused_at - 0.5 < at < paused_at]
        assert [at for at in times if at > paused_at + 1]

    def test_the_rate_comes_back_in_steps(self, redis: Redis) -> None:
        governor = Governor(redis, "abc")
        redis.hset("governor:{abc}:state", mapping={"paused_until": time.time(), "pause": 1.0})

        counts = [_count_for(governor, 0.5) for _ in range(5)]

        assert counts[0] <= 15
        assert 15 <= counts[3] <= 27
        assert counts[4] >= 30

    @pytest.mark.parametrize("seconds", [0.0, -5.0, 1e9, float("nan"), None])
    def test_a_pause_is_never_shorter_than_a_second_or_longer_than_15_minutes(
        self, redis: Redis, seconds: float | None
    ) -> None:
        governor = Governor(redis, "abc")

        governor.pause(seconds)
        with pytest.raises(GovernorBusy) as busy:
            governor.acquire(timeout=0)

        assert busy.value.reason is Reason.PAUSED
        assert 0.9 < busy.value.retry_after <= 900

    def test_a_shorter_pause_does_not_end_a_longer_one(self, redis: Redis) -> None:
        governor, other = Governor(redis, "abc"), Governor(redis, "abc")

        governor.pause(60)
        other.pause(1)
        until = Governor(redis, "abc").state().paused_until

        assert until is not None
        assert until > datetime.now(UTC) + timedelta(seconds=50)

    def test_without_redis_a_process_pauses_itself(self) -> None:
        governor = Governor(None, "abc")

        governor.pause(30)
        with pytest.raises(GovernorBusy):
            governor.acquire()

        assert governor.state().paused_until is not None

    def test_a_pause_without_length_grows_when_it_comes_again(self) -> None:
        now = [1000.0]
        governor = Governor(None, "abc", monotonic=lambda: now[0], sleep=lambda _: None)
        lengths = []

        for _ in range(4):
            governor.pause()
            lengths.append(_busy(governor).retry_after)
            now[0] += lengths[-1] + 1

        assert [int(math.log2(length)) for length in lengths] == [0, 1, 2, 3]


class TestRefusal:
    @pytest.mark.parametrize("is_shared", [True, False])
    def test_one_probe_goes_out_when_its_time_has_come(self, redis: Redis, *, is_shared: bool) -> None:
        governor = Governor(redis if is_shared else None, "abc", limits=Limits(probe_every=0.3))
        governor.refuse("Account Inactive")
        assert _busy(governor).reason is Reason.REFUSED

        time.sleep(1.1)
        governor.acquire()

        assert _busy(governor).reason is Reason.REFUSED

    def test_every_process_is_refused_and_told_why(self, redis: Redis) -> None:
        Governor(redis, "abc").refuse("Account Inactive")

        state = Governor(redis, "abc").state()

        assert state.refused_reason == "Account Inactive"
        assert state.refused_since is not None
        assert _busy(Governor(redis, "abc")).retry_after > 800

    def test_a_success_ends_it(self, redis: Redis) -> None:
        governor = Governor(redis, "abc")
        governor.refuse("Account Inactive")

        governor.accept()
        governor.acquire()

        assert governor.state().refused_since is None


class TestWithoutRedis:
    @pytest.mark.fault
    @pytest.mark.parametrize("fault", ["kill", "hang"])
    def test_the_rate_holds_when_redis_goes_and_comes_back(self, fault: str) -> None:
        server = RedisServer()
        server.start()
        workers, start_at = start_workers(server, seconds=6, rest=1.0)
        time.sleep(max(0.0, start_at + 1 - time.monotonic()))

        server.kill() if fault == "kill" else server.hang()
        time.sleep(1.5)
        server.start() if fault == "kill" else server.resume()
        times = all_of(results(workers))
        server.kill()

        away = [at for at in times if start_at + 1.3 < at < start_at + 2.3]
        assert most_in_a_second(times) <= 100
        assert len(away) > 30
        assert len([at for at in times if at > start_at + 5]) > 50

    def test_a_redis_that_is_away_costs_little(self) -> None:
        server = RedisServer()
        governor = Governor(server.client(), "abc")

        started = time.monotonic()
        governor.acquire()

        assert time.monotonic() - started < 0.3
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


def _busy(governor: Governor) -> GovernorBusy:
    with pytest.raises(GovernorBusy) as busy:
        governor.acquire(timeout=0)
    return busy.value


def _count_for(governor: Governor, seconds: float) -> int:
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        governor.acquire()
        count += 1
    return count
