"""The queue in which the threads of one process wait for slots; one of them asks for all."""

import threading
from collections import deque
from collections.abc import Callable

from webapp.lib.governor.limits import GovernorBusy, Reason, Reservation, Slot

_LONGEST_NAP = 0.25


class Lane:
    """Slots that were leased for the waiting threads, and who fetches the next."""

    def __init__(
        self,
        reserve: Callable[[int], Reservation],
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._reserve = reserve
        self._monotonic = monotonic
        self._sleep = sleep
        self._changed = threading.Condition()
        self._slots: deque[Slot] = deque()
        self._waiting = 0
        self._is_fetching = False
        self._asks_again_at = 0.0

    def take(self, until: float) -> Slot:
        """Wait for a slot until a moment of the monotonic clock; raises GovernorBusy when there is none."""
        with self._changed:
            self._waiting += 1
        try:
            while True:
                slot, wanted = self._wait_for_turn(until)
                if slot is not None:
                    return slot
                self._fetch(wanted, until)
        finally:
            with self._changed:
                self._waiting -= 1

    def _wait_for_turn(self, until: float) -> tuple[Slot | None, int]:
        """Return a slot, or how many to fetch: then this thread is the one that fetches."""
        with self._changed:
            while (slot := self._next_good()) is None and self._is_fetching:
                if not self._changed.wait(max(0.0, until - self._monotonic())):
                    raise GovernorBusy(1.0, Reason.BUSY)
            if slot is not None:
                return slot, 0
            self._is_fetching = True
            return None, self._waiting

    def _next_good(self) -> Slot | None:
        """Take the next slot whose moment has not passed, if there is one; the caller has the lock."""
        while self._slots:
            slot = self._slots.popleft()
            if slot.lapses >= self._monotonic():
                return slot
        return None

    def _fetch(self, wanted: int, until: float) -> None:
        slots: tuple[Slot, ...] = ()
        try:
            if 0 < (early := self._asks_again_at - self._monotonic()) < _LONGEST_NAP:
                self._sleep(early)
            reservation = self._reserve(wanted)
            slots = reservation.slots
            self._asks_again_at = self._monotonic() + reservation.wait if slots else 0.0
            if not slots:
                self._rest(reservation, until)
        finally:
            with self._changed:
                self._slots.extend(slots)
                self._is_fetching = False
                # Who gets no slot fetches the next; to wake two dozen for three slots costs more than a call.
                self._changed.notify(len(slots) + 1)

    def _rest(self, reservation: Reservation, until: float) -> None:
        if self._monotonic() + reservation.wait > until:
            raise GovernorBusy(max(reservation.wait, 0.1), reservation.reason)
        self._sleep(min(max(reservation.wait, 0.001), _LONGEST_NAP))
