"""The collector looks seldom for a while, and then as before."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.lib.garbage import COLLECT_AFTER, SETTLED_COLLECT_AFTER, rare_collections

ROOT = Path(__file__).parents[2]
SETTLE = """
import gc
from webapp.lib.garbage import settle_memory

class Knot:
    def __del__(self):
        print("collected")

settle_memory()
print(gc.get_freeze_count() > 1_000, gc.get_threshold()[0], gc.isenabled())
knot = Knot()
knot.itself = knot
del knot
gc.collect()
"""


class TestRareCollections:
    def test_the_collector_is_as_before_whatever_happens_meanwhile(self) -> None:
        before = gc.get_threshold()
        with pytest.raises(ZeroDivisionError):
            divided_by(0)

        assert gc.get_threshold() == before

    def test_meanwhile_it_looks_seldom(self) -> None:
        with rare_collections():
            assert gc.get_threshold() == COLLECT_AFTER


def divided_by(number: int) -> float:
    with rare_collections():
        return 1 / number


class TestSettleMemory:
    def test_what_is_loaded_is_set_aside_and_what_comes_is_collected(self) -> None:
        command = [sys.executable, "-c", SETTLE]

        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

        assert said.splitlines() == [f"True {SETTLED_COLLECT_AFTER} True", "collected"]
