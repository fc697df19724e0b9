"""The world's own clock: real time plus an offset, or frozen."""

import threading
import time


def real_time() -> float:
    """Return the time of the machine, which the `Date` header tells whatever the world's time is."""
    return time.time()


class WorldClock:
    """Tells world time in seconds since the epoch; can be moved and stopped."""

    def __init__(self, offset: float = 0.0, frozen_at: float | None = None) -> None:
        self._lock = threading.Lock()
        self._offset = offset
        self._frozen_at = frozen_at

    def now(self) -> float:
        """Return the world's time."""
        frozen_at = self._frozen_at
        return frozen_at if frozen_at is not None else real_time() + self._offset

    def advance(self, seconds: float) -> None:
        """Move the world's time, also while it is frozen."""
        with self._lock:
            if self._frozen_at is None:
                self._offset += seconds
            else:
                self._frozen_at += seconds

    def set(self, moment: float) -> None:
        """Make it this moment now."""
        with self._lock:
            if self._frozen_at is None:
                self._offset = moment - real_time()
            else:
                self._frozen_at = moment

    def freeze(self) -> None:
        """Stop the world's time where it is."""
        with self._lock:
            if self._frozen_at is None:
                self._frozen_at = real_time() + self._offset

    def thaw(self) -> None:
        """Let the world's time run on from where it stopped."""
        with self._lock:
            if self._frozen_at is not None:
                self._offset = self._frozen_at - real_time()
                self._frozen_at = None

    def state(self) -> dict[str, float | None]:
        """Return what is needed to go on later."""
        return {"offset": self._offset, "frozen_at": self._frozen_at}
