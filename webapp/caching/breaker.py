"""Leave Redis alone while it fails: after one answer that did not come, or three refusals in a row. Pure."""

from dataclasses import dataclass
from enum import StrEnum

FAILURES = 3
"""So many refusals in a row open the breaker; a refusal costs next to nothing."""
OPEN_FOR = 5.0
"""Seconds in which nobody of this process asks."""
ONE_PROBE = 1.0
"""Seconds for which the one who looks whether Redis is back is the only one."""


class Trouble(StrEnum):
    """What is wrong with Redis."""

    AWAY = "away"
    HUNG = "hung"
    SLOW = "slow"
    FULL = "full"
    CROWDED = "crowded"
    """Nearly full: nobody is refused yet, and the cache keeps nothing more, so that nobody will be."""
    READ_ONLY = "read_only"
    BROKEN = "broken"


AT_ONCE = frozenset({Trouble.HUNG, Trouble.SLOW, Trouble.FULL, Trouble.READ_ONLY})
"""Trouble that is waited for, or that does not go away by asking again."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """How Redis did lately, in seconds of one clock; ``since`` is when the present trouble began."""

    failures: int = 0
    opens_at: float = 0.0
    since: float | None = None
    trouble: Trouble | None = None

    def allows(self, now: float) -> bool:
        """Say whether Redis may be asked."""
        return now >= self.opens_at

    def probed(self, now: float) -> "Breaker":
        """Return the breaker once somebody asks: while there is trouble, others wait how that goes."""
        if not self.is_open:
            return self
        return Breaker(self.failures, now + ONE_PROBE, self.since, self.trouble)

    def failed(self, trouble: Trouble, now: float) -> "Breaker":
        """Return the breaker after a failure."""
        failures = self.failures + 1
        is_open = trouble in AT_ONCE or failures >= FAILURES
        since = now if self.since is None else self.since
        return Breaker(failures, now + OPEN_FOR if is_open else 0.0, since, trouble)

    @property
    def is_open(self) -> bool:
        """Whether the trouble was bad enough to leave Redis alone."""
        return self.trouble is not None and (self.trouble in AT_ONCE or self.failures >= FAILURES)


CLOSED = Breaker()
"""A breaker while all is well."""
