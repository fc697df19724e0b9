"""The words of the governor: limits, reservations, why one must wait, and what status pages show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MINUTE = 60
HOUR_MINUTES = 60


class Reason(StrEnum):
    """Why no call may be made now."""

    PAUSED = "paused"
    REFUSED = "refused"
    HOUR = "hour"
    BUSY = "busy"
    TROUBLED = "troubled"


class GovernorBusy(Exception):
    """No call may be made soon; ``retry_after`` seconds is when to ask again."""

    def __init__(self, retry_after: float, reason: Reason) -> None:
        super().__init__(f"{reason}: ask again in {retry_after:.1f} s")
        self.retry_after = retry_after
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a client id may do, in calls and seconds, and how the governor keeps to it."""

    per_second: float = 95.0
    per_hour: int = 35_500
    processes: int = 4
    background_share: float = 0.95  # of the hour; interactive calls may use the rest
    lapse_after: float = 0.02  # 95 slots that may be used so late stay under 100 in any second
    background_ahead: float = 0.05  # how far slots are given out; a pause is late by at most this
    interactive_ahead: float = 0.06
    shortest_pause: float = 1.0
    longest_pause: float = 900.0
    ramp_shares: tuple[float, float] = (0.25, 0.5)
    longest_ramp_step: float = 300.0
    probe_every: float = 900.0
    redis_rest: float = 5.0  # how long a failing Redis is left alone

    def ahead(self, *, interactive: bool) -> float:
        """Return how many seconds ahead slots are given to this kind of call."""
        return self.interactive_ahead if interactive else self.background_ahead

    def hour_budget(self, *, interactive: bool) -> int:
        """Return how many calls of the hour this kind of call may use."""
        return self.per_hour if interactive else int(self.per_hour * self.background_share)

    def share_of_one_process(self) -> "Limits":
        """Return the limits that one process keeps to when it cannot ask the others."""
        return Limits(
            per_second=self.per_second / self.processes,
            per_hour=self.per_hour // self.processes,
            processes=1,
            background_share=self.background_share,
            lapse_after=self.lapse_after,
            background_ahead=self.background_ahead,
            interactive_ahead=self.interactive_ahead,
            ramp_shares=self.ramp_shares,
            longest_ramp_step=self.longest_ramp_step,
            probe_every=self.probe_every,
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """The right to one call, between two moments of the local monotonic clock."""

    ready: float
    lapses: float


@dataclass(frozen=True, slots=True)
class Reservation:
    """Slots that were given, or why none was; ``wait`` is the seconds until asking again is worth it."""

    slots: tuple[Slot, ...] = ()
    wait: float = 0.0
    reason: Reason = Reason.BUSY
    is_probe: bool = False


@dataclass(frozen=True, slots=True)
class Capacity:
    """What the hour's budget can keep fresh."""

    per_hour: int

    def best_age(self, *, targets: int, calls_each: float) -> timedelta:
        """Return the age that so many targets can be kept under when each costs so many calls."""
        return timedelta(hours=targets * calls_each / self.per_hour)


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernorState:
    """What status pages show."""

    used_this_hour: int
    per_second: float
    per_hour: int
    paused_until: datetime | None
    refused_since: datetime | None
    refused_reason: str | None
    is_shared: bool


def ramp_share(limits: Limits, *, pause: float, since: float) -> float:
    """Return the share of the rate that is right so many seconds after a pause of such a length."""
    step = min(pause, limits.longest_ramp_step)
    if since < step:
        return limits.ramp_shares[0]
    return limits.ramp_shares[1] if since < 2 * step else 1.0
