"""Upgrades in processes of their own: several that race, one that dies by SIGKILL at a chosen statement."""

import itertools
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier

from flask_migrate import upgrade
from sqlalchemy import Engine, event

from tests.migrations.conftest import bare_app
from tests.support.forked import processes

MOMENTS = ("before_cursor_execute", "commit")


def statements_of(upgrade: Callable[[], None]) -> int:
    """Return how many statements and commits an upgrade has."""
    statements = itertools.count()
    with _told_of_each(lambda: next(statements)):
        upgrade()
    return next(statements)


def killed_at(url: str, statement: int) -> bool:
    """Upgrade in another process; say whether it came as far as that statement, and so was killed."""
    process = processes.Process(target=_upgrade, args=(url, statement))
    process.start()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return process.exitcode == -signal.SIGKILL


def upgraded_by(racers: int, url: str) -> list[int | None]:
    """Upgrade in several processes that start at the same moment; return their exit codes."""
    start = processes.Barrier(racers)
    running = [processes.Process(target=_race, args=(url, start)) for _ in range(racers)]
    for process in running:
        process.start()
    for process in running:
        process.join(timeout=60)
    return [process.exitcode for process in running]


def _race(url: str, start: Barrier) -> None:
    with bare_app(url).app_context():
        start.wait()
        upgrade()


def _upgrade(url: str, last: int) -> None:
    statements = itertools.count(1)

    def count() -> None:
        if next(statements) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    with _told_of_each(count), bare_app(url).app_context():
        upgrade()


@contextmanager
def _told_of_each(tell: Callable[[], object]) -> Iterator[None]:
    """Tell of each statement and each commit of every engine meanwhile."""

    def heard(*_: object) -> None:
        tell()

    for moment in MOMENTS:
        event.listen(Engine, moment, heard)
    try:
        yield
    finally:
        for moment in MOMENTS:
            event.remove(Engine, moment, heard)
