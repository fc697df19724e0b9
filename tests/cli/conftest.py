"""A terminal for commands, and a guild that was synced in this process."""

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from flask import Flask

from simulator import Simulator

DEMO = "eu/argent-dawn/lantern-watch"
Run = Callable[..., Result]


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """Give a world with a small demo guild: a sync keeps to the real rate, so 60 members take 4 s."""
    with Simulator(members=12, seed=7) as world:
        yield world


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command of the app as a person would type it."""
    return lambda *words: app.test_cli_runner().invoke(args=list(words))


@pytest.fixture
def synced(run: Run) -> str:
    """Track and sync the demo guild; return its place."""
    assert run("guild", "add", DEMO).exit_code == 0
    assert run("guild", "sync", DEMO, "--now").exit_code == 0
    return DEMO
