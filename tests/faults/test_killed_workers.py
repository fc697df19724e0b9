"""W1, W2, W4: when workers die or are told to end in mid-sync, nothing is lost or doubled, and it goes on."""

import pytest

from tests.faults.conftest import MakeStack, Say
from tests.faults.harness import SELDOM, STOPS_WITHIN, Stack, wait_until
from tests.faults.observed import (
    check_survived,
    fetched_more_than_once,
    is_complete,
    progress,
    wait_for_done,
    wait_for_end,
)
from tests.faults.recovery import Recoveries, kill_points
from webapp.sync.claims import BATCH

pytestmark = pytest.mark.fault
KILLS_IN_ONE_SYNC = 3
HORSE_BACK_WITHIN, WORKER_BACK_WITHIN = 10.0, 90.0


def kill_horse(stack: Stack, point: int) -> float:
    """Kill the work horse when so many are done; return how long until more were."""
    before = wait_for_done(stack, point).done
    wait_until(lambda: stack.keeper.kill_child("sync") is not None, what="a work horse to kill")
    return wait_until(lambda: progress(stack).done > before, what="the next character", seconds=60)


def kill_worker(stack: Stack, point: int) -> float:
    """Kill the worker with its horse when so many are done; return how long until more were."""
    before = wait_for_done(stack, point).done
    stack.keeper.kill("sync")
    return wait_until(
        lambda: progress(stack).done > before, what="the next character", seconds=180, every=SELDOM
    )


class TestWorkHorseIsKilled:
    def test_another_goes_on_within_seconds(self, make_stack: MakeStack, kills: int, say: Say) -> None:
        recoveries = Recoveries("work horse killed", say)

        for first in range(0, kills, KILLS_IN_ONE_SYNC):
            with make_stack(members=100) as stack:
                stack.track()
                for point in kill_points(stack, min(KILLS_IN_ONE_SYNC, kills - first)):
                    recoveries.add(point, kill_horse(stack, point))
                wait_for_end(stack)
                check_survived(stack)

        assert recoveries.percentile_95() <= HORSE_BACK_WITHIN

    @pytest.mark.postgresql
    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_the_same_on_postgresql(self, make_stack: MakeStack, database_url: str, say: Say) -> None:
        recoveries = Recoveries("work horse killed on PostgreSQL", say)

        with make_stack(database_url=database_url, members=100) as stack:
            stack.track()
            (point,) = kill_points(stack, 1)
            recoveries.add(point, kill_horse(stack, point))
            wait_for_end(stack)
            check_survived(stack)

        assert recoveries.percentile_95() <= HORSE_BACK_WITHIN


class TestWorker:
    def test_one_killed_with_its_horse_is_succeeded_by_another(
        self, make_stack: MakeStack, kills: int, say: Say
    ) -> None:
        recoveries = Recoveries("worker and work horse killed", say)

        for _ in range(max(1, kills // 3)):
            with make_stack(members=60) as stack:
                stack.track()
                (point,) = kill_points(stack, 1)
                recoveries.add(point, kill_worker(stack, point))
                wait_for_end(stack)
                check_survived(stack)

        assert recoveries.percentile_95() <= WORKER_BACK_WITHIN

    def test_one_told_to_end_does_so_soon_and_another_goes_on(self, make_stack: MakeStack, say: Say) -> None:
        with make_stack(members=100) as stack:
            stack.track()
            (point,) = kill_points(stack, 1)
            wait_for_done(stack, point)

            seconds = stack.keeper.terminate("sync")
            has_stopped_midway = not is_complete(stack)
            stack.start_worker("sync-2")
            wait_for_end(stack)

            say(f"a worker told to end at {point} ended after {seconds:.1f} s")
            again = fetched_more_than_once(stack)
            assert seconds <= STOPS_WITHIN
            assert has_stopped_midway
            assert len(again) <= BATCH
            assert max(again.values(), default=0) <= 2
            check_survived(stack)
