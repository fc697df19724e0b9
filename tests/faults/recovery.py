"""When to kill, and how long it took until work went on."""

import math

from tests.faults.conftest import Say
from tests.faults.harness import Stack

LEFT_AT_LEAST = 40
"""Characters still to do at a kill, so that the sync cannot end between the look and the kill."""


def kill_points(stack: Stack, number: int) -> list[int]:
    """Return numbers of done characters at which to kill, by the stack's chance, in order."""
    return sorted(stack.chance.sample(range(stack.plan.members - LEFT_AT_LEAST), number))


class Recoveries:
    """The seconds from each kill to the next progress."""

    def __init__(self, what: str, say: Say) -> None:
        self._what, self._say = what, say
        self._seconds: list[float] = []

    def add(self, point: int, seconds: float) -> None:
        """Note one recovery, and tell it."""
        self._seconds.append(seconds)
        self._say(f"{self._what} at {point}, on again after {seconds:.1f} s")

    def percentile_95(self) -> float:
        """Return what 95 of 100 recoveries stay under."""
        return sorted(self._seconds)[math.ceil(0.95 * len(self._seconds)) - 1]
