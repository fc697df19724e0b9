"""Points shared by all processes of a key: one small entry in Redis, and a copy for when it is away."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict

import orjson
import structlog
from redis import Redis, RedisError, WatchError
from redis.client import Pipeline

from webapp.clients.warcraftlogs.points import Points, Rate

_log = structlog.get_logger(__name__)
_REDIS_REST = 5.0
_ATTEMPTS = 100
_LIFE_SECONDS = 7200


class PointsGovernor:
    """Says whether a question may be asked now, and learns from each answer; never waits."""

    def __init__(
        self,
        redis: Redis | None,
        key_hash: str,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._redis = redis
        self._key = f"points:{key_hash}"
        self._wall, self._monotonic = wall, monotonic
        self._copy = Points()
        self._lock = threading.Lock()
        self._redis_rests_until = float("-inf")

    def state(self) -> Points:
        """Return how the hour stands."""
        return self._change(lambda points: points)

    def acquire(self, characters: int) -> None:
        """Set points aside for so many characters; raises GovernorBusy."""
        self._change(lambda points: points.without(characters, self._wall()))

    def note(self, rate: Rate, *, characters: int) -> None:
        """Learn from an answer."""
        self._change(lambda points: points.told(rate, characters=characters, now=self._wall()))

    def fail(self) -> None:
        """Remember that a question brought no answer."""
        self._change(lambda points: points.failed())

    def pause(self, seconds: float | None) -> None:
        """Let nobody ask for a while: the server said that it is too much."""
        points = self._change(lambda points: points.paused(seconds, self._wall()))
        _log.warning("logs_paused", seconds=round(points.blocked_until - self._wall(), 1), asked=seconds)

    def refuse(self, reason: str) -> None:
        """Let nobody ask for a quarter of an hour: the key is refused."""
        self._change(lambda points: points.refused(self._wall()))
        _log.error("logs_refused", reason=reason)

    def _change(self, change: Callable[[Points], Points]) -> Points:
        with self._lock:
            if self._redis is None or self._monotonic() < self._redis_rests_until:
                self._copy = change(self._copy)
                return self._copy
            try:
                self._copy = self._change_shared(self._redis, change)
            except RedisError as error:
                self._redis_rests_until = self._monotonic() + _REDIS_REST
                _log.warning("points_are_local", error=type(error).__name__)
                self._copy = change(self._copy)
            return self._copy

    def _change_shared(self, redis: Redis, change: Callable[[Points], Points]) -> Points:
        """Change the shared entry in one step; what another process changed meanwhile is read again."""
        with redis.pipeline() as pipeline:
            for _ in range(_ATTEMPTS):
                with suppress(WatchError):
                    return self._change_once(pipeline, change)
        raise WatchError("too many processes change the points at once")

    def _change_once(self, pipeline: Pipeline, change: Callable[[Points], Points]) -> Points:
        """Change the shared entry; raises WatchError where another process was faster."""
        pipeline.watch(self._key)  # type: ignore[no-untyped-call]
        before = self._read(pipeline.get(self._key))
        after = change(before)
        if after != before:
            pipeline.multi()
            pipeline.set(self._key, orjson.dumps(asdict(after)), ex=_LIFE_SECONDS)
            pipeline.execute()
        return after

    def _read(self, stored: object) -> Points:
        """Return what is shared; what this process knows when nothing is, as after a flush, or no sense."""
        if not isinstance(stored, bytes):
            return self._copy
        try:
            shared = Points(**orjson.loads(stored))
        except (orjson.JSONDecodeError, TypeError):
            return self._copy
        return shared if shared.is_plausible(self._wall()) else self._copy
