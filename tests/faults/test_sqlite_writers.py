"""D2: a sync on SQLite beside four processes that write without a pause finds the database never locked."""

import re

import pytest

from devtools.environment import app_command
from tests.faults.conftest import MakeStack, Say
from tests.faults.observed import check_survived, wait_for_end

pytestmark = pytest.mark.fault
WRITERS = 4
WROTE = re.compile(r"wrote (\d+)")


class TestManyWriters:
    def test_nobody_finds_the_database_locked(self, make_stack: MakeStack, say: Say) -> None:
        with make_stack(members=60) as stack:
            stack.track()
            names = [f"writer-{number}" for number in range(WRITERS)]
            for number, name in enumerate(names):
                words = app_command("-m", "tests.faults.writing", str(number), str(stack.guild_id))
                stack.keeper.start(name, *words)

            wait_for_end(stack)
            for name in names:
                stack.keeper.terminate(name)

            counts = [int(found) for found in WROTE.findall("".join(stack.keeper.logs().values()))]
            say(f"writes beside the sync: {counts}")
            assert len(counts) == WRITERS
            assert min(counts) > 0
            assert sum(counts) > 100
            check_survived(stack)
