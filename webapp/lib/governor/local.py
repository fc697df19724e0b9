"""The limiter of one process alone, for when Redis is away: its share of the rate, its own pause."""

import math
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

from webapp.lib.governor.limits import (
    HOUR_MINUTES,
    MINUTE,
    GovernorState,
    Limits,
    Reason,
    Reservation,
    Slot,
    ramp_share,
)


class LocalLimiter:
    """Evenly spaced slots within one process; ``now`` is always the local monotonic clock."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._next = 0.0
        self._pause = 0.0
        self._paused_until = 0.0
        self._refused_since: float | None = None
        self._refused_reason: str | None = None
        self._probe_at = 0.0
        self._used: Counter[int] = Counter()

    def reserve(self, wanted: int, *, interactive: bool, now: float) -> Reservation:
        """Give out at most so many slots, or say why not."""
        with self._lock:
            if blocked := self._blocked(now, interactive=interactive):
                return blocked
            if self._refused_since is None:
                return self._give(wanted, now, interactive=interactive)
            self._probe_at = now + self._limits.probe_every
            slots = self._give(1, now, interactive=interactive).slots
            return Reservation(slots, is_probe=True)

    def paused_for(self, now: float) -> float:
        """Return for how many seconds this process is paused still; 0 when it is not."""
        return max(0.0, self._paused_until - now)

    def since_pause(self, now: float) -> float:
        """Return the seconds since the last pause ended; negative within it, infinite before the first."""
        return now - self._paused_until if self._pause else math.inf

    def pause(self, seconds: float, *, now: float) -> None:
        """Let this process make no call for so many seconds."""
        with self._lock:
            if now + seconds > self._paused_until:
                self._paused_until, self._pause = now + seconds, seconds

    def refuse(self, reason: str, *, now: float) -> None:
        """Open the breaker of this process."""
        with self._lock:
            if self._refused_since is None:
                self._refused_since, self._probe_at = now, now + self._limits.probe_every
            self._refused_reason = reason

    def accept(self) -> None:
        """Close the breaker of this process."""
        with self._lock:
            self._refused_since = self._refused_reason = None

    def state(self, *, now: float, wall: float) -> GovernorState:
        """Return what status pages show of this process."""
        moment = datetime.fromtimestamp(wall, UTC)
        refused = self._refused_since
        with self._lock:
            return GovernorState(
                used_this_hour=self._used_at(now),
                per_second=self._limits.per_second,
                per_hour=self._limits.per_hour,
                paused_until=moment + timedelta(seconds=paused) if (paused := self.paused_for(now)) else None,
                refused_since=None if refused is None else moment + timedelta(seconds=refused - now),
                refused_reason=self._refused_reason,
                is_shared=False,
            )

    def _blocked(self, now: float, *, interactive: bool) -> Reservation | None:
        if now < self._paused_until:
            return Reservation(wait=self._paused_until - now, reason=Reason.PAUSED)
        if self._refused_since is not None and now < self._probe_at:
            return Reservation(wait=self._probe_at - now, reason=Reason.REFUSED)
        if self._used_at(now) >= self._limits.hour_budget(interactive=interactive):
            frees = (min(self._used) + HOUR_MINUTES + 1) * MINUTE
            return Reservation(wait=frees - now, reason=Reason.HOUR)
        return None

    def _give(self, wanted: int, now: float, *, interactive: bool) -> Reservation:
        ahead = self._limits.ahead(interactive=interactive)
        moment = max(self._next, now)
        slots: list[Slot] = []
        while len(slots) < wanted and moment <= now + ahead:
            slots.append(Slot(moment, moment + self._limits.lapse_after))
            moment += self._interval(now)
        if not slots:
            return Reservation(wait=moment - now - ahead / 2)
        self._next = moment
        self._used[int(now // MINUTE)] += len(slots)
        return Reservation(tuple(slots))

    def _interval(self, now: float) -> float:
        share = 1.0
        if self._pause:
            share = ramp_share(self._limits, pause=self._pause, since=now - self._paused_until)
        return 1 / (self._limits.per_second * share)

    def _used_at(self, now: float) -> int:
        oldest = int(now // MINUTE) - HOUR_MINUTES
        for minute in [minute for minute in self._used if minute < oldest]:
            del self._used[minute]
        return self._used.total()
