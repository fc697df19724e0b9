"""A terminal for commands, and a guild that was synced in this process."""

from collections.abc import Callable, Hashable, Iterator

import pytest
from click.testing import Result
from flask import Flask

from simulator import Simulator
from tests.support.kept_world import (
    KeptWorld,
    bring_back_world,
    calls_of,
    is_newborn,
    keep_world,
    kind_of,
    tables_with_rows,
)

DEMO = "eu/argent-dawn/lantern-watch"
Run = Callable[..., Result]
KEPT_SECONDS = 60.0
_synced: dict[Hashable, KeptWorld] = {}


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
def synced(app: Flask, simulator: Simulator, run: Run) -> str:
    """Track and sync the demo guild, or take over what that left less than a minute ago; return its place."""
    with app.app_context():
        is_untouched = is_newborn(simulator) and not calls_of(simulator) and not tables_with_rows()
        kind = kind_of(app, simulator)
        kept = _synced.get(kind)
        if is_untouched and kept and simulator.world.clock.now() - kept.time < KEPT_SECONDS:
            bring_back_world(app, simulator, kept)
            return DEMO
    assert run("guild", "add", DEMO).exit_code == 0
    assert run("guild", "sync", DEMO, "--now").exit_code == 0
    if is_untouched:
        with app.app_context():
            _synced[kind] = keep_world(app, simulator)
    return DEMO
