"""The first sync of a guild, made once in a process and given to each test that begins after it.

It takes half a second, and what it leaves follows from the world alone. A test to which it is given begins at
the moment at which it was made.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tests.support.kept_world import (
    KeptWorld,
    bring_back_world,
    calls_of,
    is_newborn,
    keep_world,
    kind_of,
    tables_with_rows,
)
from webapp.sync.characters import Report

if TYPE_CHECKING:
    from tests.sync.conftest import Engine

TRACKING = {"token": {"200": 1}, "realm-index": {"200": 1}, "guild": {"200": 1}}
TRACKED = {"realms", "guilds", "sync_targets"}
"""The calls that tracking a guild makes, and the tables in which it leaves rows."""


@dataclass(frozen=True, slots=True)
class FirstSync:
    """A sync that was made, and everything as it left it."""

    now: datetime
    guild_id: int
    report: Report
    world: KeptWorld


_made: dict[Hashable, FirstSync] = {}


def give_first_sync(engine: "Engine") -> None:
    """Sync a guild that is tracked, or let everything be as after the sync of one just like it."""
    kind = kind_of(engine.app, engine.simulator) if is_just_tracked(engine) else None
    if kind is not None and kind in _made:
        give(engine, _made[kind])
        return
    engine.sync()
    if kind is not None:
        _made[kind] = just_made(engine)


def just_made(engine: "Engine") -> FirstSync:
    """Return the sync that was just made."""
    world = keep_world(engine.app, engine.simulator)
    return FirstSync(engine.now, engine.guild_id, engine.reports[-1], world)


def give(engine: "Engine", made: FirstSync) -> None:
    """Let everything be as after that sync; the token stays the one with which the guild was tracked."""
    bring_back_world(engine.app, engine.simulator, made.world)
    engine.simulator.world.clock.set(made.world.time)
    engine.now, engine.guild_id = made.now, made.guild_id
    engine.reports.append(replace(made.report, runs=dict(made.report.runs)))


def is_just_tracked(engine: "Engine") -> bool:
    """Say whether nothing but the tracking has happened, here and in the world."""
    is_first = is_newborn(engine.simulator) and calls_of(engine.simulator) == TRACKING
    return is_first and tables_with_rows() == TRACKED
