"""W9, W10: of three clocks one gets each slot; one that dies stops nobody, and missed slots count once."""

import time
from pathlib import Path

import pytest

from devtools.environment import app_command
from tests.faults.conftest import MakeStack, Say
from tests.faults.harness import Stack, wait_until

pytestmark = pytest.mark.fault
CLOCKS = ("clock-a", "clock-b", "clock-c")
SLOT_SECONDS = 0.25
SLOTS_BETWEEN_KILLS = 8


class Notes:
    """The slots that the clocks took, by whom."""

    def __init__(self, stack: Stack) -> None:
        self.path = stack.directory / "slots"
        self.path.touch()
        self._stack, self._began = stack, time.time()

    def start_clocks(self) -> None:
        words = ("-m", "tests.faults.ticking", str(self.path), str(self._began), str(SLOT_SECONDS))
        for name in CLOCKS:
            self._stack.keeper.start(name, *app_command(*words))

    def taken(self) -> list[tuple[int, int]]:
        lines = Path(self.path).read_text().splitlines()
        return [(int(slot), int(clock)) for slot, clock in (line.split() for line in lines)]

    def slots(self) -> list[int]:
        return [slot for slot, _ in self.taken()]

    def clocks(self) -> set[int]:
        return {clock for _, clock in self.taken()}

    def wait_for_more(self, number: int) -> None:
        wanted = len(self.taken()) + number
        wait_until(lambda: len(self.taken()) >= wanted, what=f"{number} more slots")


class TestThreeClocks:
    def test_each_slot_is_taken_once_while_clocks_are_killed(
        self, make_stack: MakeStack, kills: int, say: Say
    ) -> None:
        with make_stack(programs=(), members=10) as stack:
            notes = Notes(stack)
            notes.start_clocks()
            notes.wait_for_more(SLOTS_BETWEEN_KILLS)

            for _ in range(kills):
                stack.keeper.kill(stack.chance.choice(CLOCKS))
                notes.wait_for_more(SLOTS_BETWEEN_KILLS)

            slots = notes.slots()
            missed = max(slots) - min(slots) + 1 - len(slots)
            say(f"{len(slots)} slots, {missed} missed, by {len(notes.clocks())} clocks")
            assert sorted(set(slots)) == slots
            assert missed <= kills + len(slots) // 10

    def test_missed_slots_are_caught_up_by_one(self, make_stack: MakeStack) -> None:
        with make_stack(programs=(), members=10) as stack:
            notes = Notes(stack)
            notes.start_clocks()
            notes.wait_for_more(2)
            for name in CLOCKS:
                stack.keeper.kill(name, stay_away=True)
            before = notes.slots()
            time.sleep(6 * SLOT_SECONDS)

            stack.keeper.resume(CLOCKS[0])
            notes.wait_for_more(2)

            first, *rest = notes.slots()[len(before) :]
            assert first >= before[-1] + 6
            assert rest[0] > first
