"""One allowance of calls for all processes of a client id: shared through Redis, local without it."""

import math
import random
import threading
import time
from collections.abc import Callable

import structlog
from redis import Redis, RedisError

from webapp.lib.governor.lane import Lane
from webapp.lib.governor.limits import Capacity, GovernorState, Limits, Reason, Reservation, Slot
from webapp.lib.governor.local import LocalLimiter
from webapp.lib.governor.shared import SharedLimiter

_log = structlog.get_logger(__name__)
_STRIKE_FORGOTTEN_AFTER = 60.0
_LONGEST_BACK_OFF = 60.0


class Governor:
    """Says when a call may be made; all threads of a process share one instance.

    ``redis`` needs timeouts of a quarter second, since a hung server is noticed by nothing else.
    """

    def __init__(
        self,
        redis: Redis | None,
        client_id_hash: str,
        *,
        limits: Limits | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits or Limits()
        self._monotonic, self._wall, self._sleep = monotonic, wall, sleep
        self._shared = None if redis is None else SharedLimiter(redis, client_id_hash, self.limits)
        self._local = LocalLimiter(self.limits.share_of_one_process())
        self._lanes = {
            True: Lane(
                lambda wanted: self._reserve(wanted, interactive=True), monotonic=monotonic, sleep=sleep
            ),
            False: Lane(
                lambda wanted: self._reserve(wanted, interactive=False), monotonic=monotonic, sleep=sleep
            ),
        }
        self._lock = threading.Lock()
        self._redis_rests_until = -math.inf
        self._was_away = False
        self._may_be_refused = False
        self._strikes = 0

    @property
    def capacity(self) -> Capacity:
        """What the hour's budget can keep fresh."""
        return Capacity(self.limits.per_hour)

    def acquire(self, *, interactive: bool = False, timeout: float = 5.0) -> Slot:
        """Return when a call may be made at once; raises GovernorBusy rather than wait beyond ``timeout``."""
        until = self._monotonic() + timeout
        while True:
            slot = self._lanes[interactive].take(until)
            if (wait := slot.ready - self._monotonic()) > 0:
                self._sleep(wait)
            now = self._monotonic()
            if now <= slot.lapses and not self._local.paused_for(now):
                return slot

    def has_lapsed(self, slot: Slot) -> bool:
        """Say whether the moment of a slot has passed, so that its holder needs another."""
        return self._monotonic() > slot.lapses

    def pause(self, seconds: float | None = None) -> None:
        """Stop all processes for a while: as long as the server said, else a back-off that grows."""
        length = self._pause_length(seconds)
        self._local.pause(length, now=self._monotonic())
        self._tell(lambda shared: shared.pause(length))
        _log.warning("governor_paused", seconds=round(length, 1), asked=seconds)

    def refuse(self, reason: str) -> None:
        """Open the breaker: the client id is refused, only a probe goes out now and then."""
        self._may_be_refused = True
        self._local.refuse(reason, now=self._monotonic())
        self._tell(lambda shared: shared.refuse(reason))
        _log.error("governor_refused", reason=reason)

    def accept(self) -> None:
        """Close the breaker after a success; costs nothing while it is closed."""
        if not self._may_be_refused:
            return
        self._may_be_refused = False
        self._local.accept()
        self._tell(SharedLimiter.accept)
        _log.info("governor_accepted")

    def state(self) -> GovernorState:
        """Return what status pages show: of all processes, or of this one while Redis is away."""
        if self._shared is not None and self._monotonic() >= self._redis_rests_until:
            try:
                return self._shared.state()
            except RedisError:
                self._leave_redis_alone()
        return self._local.state(now=self._monotonic(), wall=self._wall())

    def _reserve(self, wanted: int, *, interactive: bool) -> Reservation:
        now = self._monotonic()
        if (seconds := self._local.paused_for(now)) > 0:
            return Reservation(wait=seconds, reason=Reason.PAUSED)
        reservation = self._reserve_shared(wanted, interactive=interactive)
        if reservation is None:
            reservation = self._local.reserve(wanted, interactive=interactive, now=self._monotonic())
        if reservation.is_probe:
            self._may_be_refused = True
        return reservation

    def _reserve_shared(self, wanted: int, *, interactive: bool) -> Reservation | None:
        """Ask Redis, twice before it counts as away: one process that goes its own way adds to the rate."""
        if self._shared is None or self._monotonic() < self._redis_rests_until:
            return None
        # A Redis that came back must not give out the full rate while others still use their own share.
        thin_for = self.limits.redis_rest + 1 if self._was_away else 0.0
        for _attempt in range(1 if self._was_away else 2):
            try:
                reservation = self._shared.reserve(wanted, interactive=interactive, thin_for=thin_for)
            except RedisError:
                continue
            self._was_away = False
            return reservation
        self._leave_redis_alone()
        return None

    def _leave_redis_alone(self) -> None:
        if not self._was_away:
            _log.warning("governor_is_local", per_second=self.limits.per_second / self.limits.processes)
        self._was_away = True
        self._redis_rests_until = self._monotonic() + self.limits.redis_rest

    def _tell(self, message: Callable[[SharedLimiter], None]) -> None:
        if self._shared is None:
            return
        try:
            message(self._shared)
        except RedisError:
            self._leave_redis_alone()

    def _pause_length(self, seconds: float | None) -> float:
        """Clamp what the server said; add a little, so that not everybody starts again at once."""
        limits = self.limits
        length = self._back_off() if seconds is None or math.isnan(seconds) else seconds
        clamped = min(max(length, limits.shortest_pause), limits.longest_pause)
        return min(clamped + random.uniform(0, min(clamped / 10, 5.0)), limits.longest_pause)

    def _back_off(self) -> float:
        """Double with each pause that follows soon after another; answers of one burst count once."""
        with self._lock:
            since = self._local.since_pause(self._monotonic())
            if since > _STRIKE_FORGOTTEN_AFTER:
                self._strikes = 0
            elif since > 0:
                self._strikes += 1
            return min(2.0**self._strikes, _LONGEST_BACK_OFF)
