"""When a crashed child is started again. Pure."""

from dataclasses import dataclass, replace

FIRST_DELAY = 0.5  # seconds
LONGEST_DELAY = 30.0  # seconds
STEADY_AFTER = 60.0  # seconds of life after which earlier crashes are forgotten


@dataclass(frozen=True, slots=True)
class CrashRecord:
    """How often a child crashed shortly after its start."""

    crashes: int = 0

    def after_crash(self, *, lived: float) -> "CrashRecord":
        """Return the record after one more crash of a child that lived so many seconds."""
        return replace(self, crashes=1 if lived >= STEADY_AFTER else self.crashes + 1)

    @property
    def delay(self) -> float:
        """Seconds to wait before the next start: they double with each crash in a row."""
        return min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(self.crashes - 1, 10))
