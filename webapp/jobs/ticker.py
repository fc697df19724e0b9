"""The clock: a table of periodic things, and a loop that rings each once a slot."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models.sync import ClockTick

BELIEVED_AHEAD = timedelta(hours=2)
"""A slot further ahead than this was taken by a clock that was wrong; it must not stop the right ones."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something that happens once in each period; ``ask`` looks at the database and rings what is due."""

    name: str
    every: timedelta
    ask: Callable[[datetime], None]

    def slot(self, moment: datetime) -> int:
        """Return the number of the period that holds this moment, counted from 1970 in UTC."""
        return int(moment.timestamp() // self.every.total_seconds())


def tick(schedule: Sequence[Periodic], now: datetime) -> list[str]:
    """Ask everything whose slot has come and was not taken by another clock; return the names."""
    asked = []
    for periodic in schedule:
        if take_slot(periodic, now):
            asked.append(periodic.name)
            periodic.ask(now)
    return asked


def take_slot(periodic: Periodic, now: datetime) -> bool:
    """Claim the present slot; of any number of clocks exactly one gets it, and missed slots count once."""
    slot = periodic.slot(now)
    with transaction() as session:
        moved = session.execute(
            update(ClockTick)
            .where(
                ClockTick.name == periodic.name,
                (ClockTick.slot < slot) | (ClockTick.slot > periodic.slot(now + BELIEVED_AHEAD)),
            )
            .values(slot=slot, ticked_at=now)
        )
        if moved.rowcount == 1:  # type: ignore[attr-defined]
            return True
        if session.get(ClockTick, periodic.name) is not None:
            return False
    return _first_slot(periodic, slot, now)


def _first_slot(periodic: Periodic, slot: int, now: datetime) -> bool:
    try:
        with transaction() as session:
            session.add(ClockTick(name=periodic.name, slot=slot, ticked_at=now))
    except IntegrityError:
        return False
    return True


def run(app: Flask, schedule: Sequence[Periodic], stopped: threading.Event) -> None:
    """Tick every second until ``stopped`` is set; trouble with the database is logged and tried again."""
    while not stopped.is_set():
        with app.app_context():
            try:
                tick(schedule, clock.now())
            except SQLAlchemyError:
                log.exception("tick_failed")
            finally:
                db.session.remove()
        stopped.wait(1)
