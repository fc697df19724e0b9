"""Room for so many streams at once, and none beyond its time: who reads slowly holds a thread."""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from threading import BoundedSemaphore, Timer

MOST_AT_ONCE = 3
"""Of the threads of a web process; the others go on with pages (``webapp/server.py``)."""
HUNG_UP_AFTER = timedelta(seconds=75)
"""Whoever reads this slowly is hung up on; an answer that is read as it comes has ended before."""
FULL_FOR_SECONDS = 10


class Room:
    """Counts the streams of a process."""

    def __init__(self, most: int) -> None:
        self._places = BoundedSemaphore(most)

    def enter(
        self, connection: socket.socket | None, *, longest: timedelta = HUNG_UP_AFTER
    ) -> Callable[[], None] | None:
        """Take a place and return what gives it back, even if called twice; None where there is none."""
        if not self._places.acquire(blocking=False):
            return None
        watch = Timer(longest.total_seconds(), _hang_up, [connection])
        watch.daemon = True
        watch.start()
        held = [self._places]

        def leave() -> None:
            watch.cancel()
            if held:
                held.pop().release()

        return leave


def until_told(parts: Iterator[str], leave: Callable[[], None]) -> Iterator[str]:
    """Give a place back with the last part, whenever the answer is closed."""
    try:
        yield from parts
    finally:
        leave()


def _hang_up(connection: socket.socket | None) -> None:
    """End the write that a thread waits in: nothing else does, where a reader takes a letter now and then."""
    if connection is not None:
        with suppress(OSError):  # it went by itself
            connection.shutdown(socket.SHUT_RDWR)


ROOM = Room(MOST_AT_ONCE)
