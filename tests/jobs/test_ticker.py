"""Each slot of each periodic thing happens once, whatever the number of clocks."""

import threading
from datetime import UTC, datetime, timedelta

from flask import Flask

from webapp.extensions import db
from webapp.jobs.ticker import Periodic, take_slot, tick

NOON = datetime(2026, 8, 19, 12, 0, 0, tzinfo=UTC)
EVERY = timedelta(seconds=15)


def noted(notes: list[datetime]) -> Periodic:
    return Periodic("noted", EVERY, notes.append)


class TestTick:
    def test_a_slot_is_asked_once(self, app_on: Flask) -> None:
        notes: list[datetime] = []

        with app_on.app_context():
            for seconds in (0, 1, 14):
                tick([noted(notes)], NOON + timedelta(seconds=seconds))

        assert notes == [NOON]

    def test_missed_slots_are_caught_up_by_one(self, app_on: Flask) -> None:
        notes: list[datetime] = []

        with app_on.app_context():
            tick([noted(notes)], NOON)
            tick([noted(notes)], NOON + timedelta(hours=3))

        assert notes == [NOON, NOON + timedelta(hours=3)]

    def test_a_clock_that_jumps_back_asks_nothing(self, app_on: Flask) -> None:
        notes: list[datetime] = []

        with app_on.app_context():
            tick([noted(notes)], NOON)
            tick([noted(notes)], NOON - timedelta(hours=1))

        assert notes == [NOON]

    def test_a_slot_that_a_wrong_clock_took_far_ahead_stops_nobody(self, app_on: Flask) -> None:
        notes: list[datetime] = []

        with app_on.app_context():
            tick([noted(notes)], NOON + timedelta(days=365))
            tick([noted(notes)], NOON)
            tick([noted(notes)], NOON)

        assert notes == [NOON + timedelta(days=365), NOON]


class TestTakeSlot:
    def test_three_clocks_share_every_slot_without_doubles(self, app_on: Flask) -> None:
        taken: list[int] = []
        slots = range(30)

        def clock() -> None:
            with app_on.app_context():
                taken.extend(slot for slot in slots if take_slot(noted([]), NOON + slot * EVERY))
                db.session.remove()

        clocks = [threading.Thread(target=clock) for _ in range(3)]
        for one in clocks:
            one.start()
        for one in clocks:
            one.join()

        assert sorted(taken) == sorted(set(taken))
        assert slots[-1] in taken
