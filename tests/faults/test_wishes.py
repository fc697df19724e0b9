"""W6: however many people press at once, in however many processes, there is one run."""

import pytest

from tests.faults.conftest import MakeStack
from tests.faults.harness import Stack
from tests.faults.observed import check_survived, run_count
from tests.faults.wishing import Wish, wish_often
from tests.support.forked import processes
from webapp.words import RunKind

pytestmark = pytest.mark.fault
PROCESSES, WISHES = 3, 34
TOLD_WITHIN = 60.0


def wish_together(stack: Stack) -> list[Wish]:
    """Return what became of each wish."""
    start = processes.Barrier(PROCESSES)
    told: list[Wish] = []
    lines = [processes.Pipe(duplex=False) for _ in range(PROCESSES)]
    for _, tell in lines:
        words = (stack.environment(), stack.guild_id, WISHES, start, tell)
        processes.Process(target=wish_often, args=words, daemon=True).start()
    for line, tell in lines:
        with line, tell:
            assert line.poll(TOLD_WITHIN)
            told += line.recv()
    return told


class TestManyPress:
    def test_one_wish_is_granted_and_all_are_shown_its_run(
        self, make_stack: MakeStack, database_url: str
    ) -> None:
        with make_stack(database_url=database_url, programs=(), members=10) as stack:
            stack.track()

            wishes = wish_together(stack)

            assert len(wishes) == PROCESSES * WISHES
            assert [granted for granted, _ in wishes].count(True) == 1
            assert len({run for _, run in wishes}) == 1
            assert run_count(stack, RunKind.ROSTER, is_active=True) == run_count(stack, RunKind.ROSTER) == 1
            check_survived(stack, is_settled=False)
