"""W6: however many people press at once, in however many processes, there is one run."""

import json
import subprocess

import pytest

from devtools.environment import ROOT, app_command
from tests.faults.conftest import MakeStack
from tests.faults.harness import Stack
from tests.faults.observed import check_survived, run_count
from webapp.words import RunKind

pytestmark = pytest.mark.fault
PROCESSES, WISHES = 3, 34
Wish = list[object]


def wish_together(stack: Stack) -> list[Wish]:
    """Return what became of each wish: whether it was granted, and its run."""
    words = app_command("-m", "tests.faults.wishing", str(stack.guild_id), str(WISHES))
    running = [
        subprocess.Popen(words, env=stack.environment(), cwd=ROOT, stdin=-1, stdout=-1, text=True)
        for _ in range(PROCESSES)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("now\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0].splitlines()[-1] for process in running]  # below the log
    return [wish for line in told for wish in json.loads(line)]


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
