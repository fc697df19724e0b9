"""The limiter that all processes of a client id share through Redis."""

import time
from datetime import UTC, datetime
from typing import cast

from redis import Redis

from webapp.lib.governor.limits import HOUR_MINUTES, MINUTE, GovernorState, Limits, Reason, Reservation, Slot
from webapp.lib.governor.script import PAUSE, REFUSE, RESERVE

_MICROSECOND = 1e-6


class SharedLimiter:
    """Gives out slots; every method raises ``redis.RedisError`` when Redis is away."""

    _ASK_AGAIN = 0.4  # of the lookahead is left when background asks for more: some slots with each call

    def __init__(self, redis: Redis, client_id_hash: str, limits: Limits) -> None:
        self._redis = redis
        self._limits = limits
        self._state_key = f"governor:{{{client_id_hash}}}:state"
        self._minutes_key = f"governor:{{{client_id_hash}}}:minutes"
        self._reserve = redis.register_script(RESERVE)
        self._pause = redis.register_script(PAUSE)
        self._refuse = redis.register_script(REFUSE)

    def reserve(self, wanted: int, *, interactive: bool, thin_for: float = 0.0) -> Reservation:
        """Ask for slots; ``thin_for`` seconds the rate is one process's share, after Redis was away."""
        before = time.monotonic()
        reply = cast(
            "list[bytes | int]",
            self._reserve(self._keys(), self._arguments(wanted, interactive=interactive, thin_for=thin_for)),
        )
        after = time.monotonic()
        word, wait, probe, *offsets = reply
        reason = word.decode() if isinstance(word, bytes) else str(word)
        if reason:
            return Reservation(wait=int(wait) * _MICROSECOND, reason=Reason(reason))
        slots = tuple(self._slot(int(offset) * _MICROSECOND, before, after) for offset in offsets)
        return Reservation(slots, wait=int(wait) * _MICROSECOND, is_probe=bool(probe))

    def pause(self, seconds: float) -> None:
        """Let nobody call for so many seconds."""
        self._pause([self._state_key], [f"{seconds:.3f}"])

    def refuse(self, reason: str) -> None:
        """Open the breaker: only a probe now and then."""
        self._refuse([self._state_key], [reason, self._limits.probe_every])

    def accept(self) -> None:
        """Close the breaker."""
        self._redis.hdel(self._state_key, "refused_since", "refused_reason", "probe_at")

    def state(self) -> GovernorState:
        """Return what status pages show."""
        with self._redis.pipeline(transaction=False) as pipeline:
            pipeline.hgetall(self._state_key)
            pipeline.hgetall(self._minutes_key)
            pipeline.time()
            raw, counts, (seconds, _) = pipeline.execute()
        fields = {_text(name): _text(value) for name, value in raw.items()}
        oldest = seconds // MINUTE - HOUR_MINUTES
        return GovernorState(
            used_this_hour=sum(int(count) for minute, count in counts.items() if int(minute) >= oldest),
            per_second=self._limits.per_second,
            per_hour=self._limits.per_hour,
            paused_until=_moment(fields.get("paused_until"), not_before=seconds),
            refused_since=_moment(fields.get("refused_since")),
            refused_reason=fields.get("refused_reason"),
            is_shared=True,
        )

    def _keys(self) -> list[str]:
        return [self._state_key, self._minutes_key]

    def _arguments(self, wanted: int, *, interactive: bool, thin_for: float) -> list[float]:
        limits = self._limits
        ahead = limits.ahead(interactive=interactive)
        return [
            wanted,
            1 / limits.per_second,
            ahead,
            ahead if interactive else ahead * self._ASK_AGAIN,
            limits.hour_budget(interactive=interactive),
            thin_for,
            limits.processes,
            limits.probe_every,
            limits.longest_ramp_step,
            *limits.ramp_shares,
        ]

    def _slot(self, offset: float, before: float, after: float) -> Slot:
        """Place a slot on the local clock: never early, and lapsing as if Redis had answered at once."""
        return Slot(ready=after + offset, lapses=before + offset + self._limits.lapse_after)


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _moment(seconds: str | None, *, not_before: float = 0.0) -> datetime | None:
    if seconds is None or float(seconds) < not_before:
        return None
    return datetime.fromtimestamp(float(seconds), UTC)
