"""The process's own tier: the most recently used, bounded by their bytes, each with seconds to live."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
OVERHEAD = 512
"""Bytes that an entry costs beside what it holds: key, object, links."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A value in memory. Times are of the monotonic clock.

    Until ``asks_at`` nobody asks Redis about it; until ``fresh_until`` it is as good as any, until
    ``gone_at`` it may be shown while somebody renews it.
    """

    value: Any
    size: int
    asks_at: float
    fresh_until: float
    gone_at: float


class Memory(Generic[Key]):
    """What one process keeps; safe for its threads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.used = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key, now: float) -> Kept | None:
        """Return what is kept under a key, unless its time is over."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if now >= kept.gone_at:
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keep a value, and let go of those that nobody used for longest."""
        with self._lock:
            self._drop(key)
            if kept.size + OVERHEAD > self.limit:
                return
            self._kept[key] = kept
            self.used += kept.size + OVERHEAD
            while self.used > self.limit:
                self._drop(next(iter(self._kept)))

    def delete(self, key: Key) -> None:
        """Let go of a key."""
        with self._lock:
            self._drop(key)

    def delete_prefix(self, prefix: str) -> None:
        """Let go of all keys that begin so."""
        with self._lock:
            for key in [key for key in self._kept if isinstance(key, str) and key.startswith(prefix)]:
                self._drop(key)

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self.used -= kept.size + OVERHEAD
