"""A pause and a refusal hold for every process of a client id, and end as they should."""

import math
import time
from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis

from tests.support.governor_processes import all_of, results, start_workers
from tests.support.redis_server import RedisServer
from webapp.lib.governor import Governor, GovernorBusy, Limits, Reason


class TestPause:
    def test_another_process_makes_no_call_inside_the_pause(
        self, redis_server: RedisServer, redis: Redis
    ) -> None:
        workers, start_at = start_workers(redis_server, seconds=2.5, interactive="01")
        time.sleep(max(0.0, start_at + 0.6 - time.monotonic()))

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
