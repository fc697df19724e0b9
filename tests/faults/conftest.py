"""Stacks of real processes, how often something is killed, and a way to tell what was measured."""

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.harness import Stack, StackPlan

MakeStack = Callable[..., Stack]
Say = Callable[[str], None]


@pytest.fixture
def make_stack(tmp_path: Path, sqlite_template: Path, fault_seed: int, say: Say) -> MakeStack:
    """Give a function that makes a stack, on SQLite unless a database is named; enter it to start it."""
    chance = random.Random(fault_seed)
    say(f"seed {fault_seed}")

    def make(*, database_url: str | None = None, **plan: Any) -> Stack:
        directory = Path(tempfile.mkdtemp(dir=tmp_path))
        shutil.copyfile(sqlite_template, directory / "muster.db")
        url = database_url or f"sqlite:///{directory / 'muster.db'}"
        return Stack(directory, url, StackPlan(**plan), chance)

    return make


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Say:
    """Give a way to tell a measured figure in the summary at the end of the run."""
    return lambda sentence: record_property("measured", sentence)


@pytest.fixture
def fault_seed(pytestconfig: pytest.Config) -> int:
    """Give the number from which all chance of a test follows."""
    return int(pytestconfig.getoption("fault_seed"))


@pytest.fixture
def kills(pytestconfig: pytest.Config) -> int:
    """Give how many kills one kind of fault gets."""
    return int(pytestconfig.getoption("kills"))
