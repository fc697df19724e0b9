"""Rendered answers kept as bytes, the least recently used leave first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

_LIMIT_BYTES = 64 * 1_048_576


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body: compressed with gzip where that is worth it."""

    body: bytes
    is_packed: bool


class ByteCache:
    """Keeps rendered answers up to a number of bytes."""

    def __init__(self) -> None:
        self._entries: OrderedDict[Hashable, Rendered] = OrderedDict()
        self._lock = threading.Lock()
        self._bytes = 0

    def get(self, key: Hashable) -> Rendered | None:
        """Return what is kept under a key."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def put(self, key: Hashable, rendered: Rendered) -> None:
        """Keep a rendered answer."""
        with self._lock:
            old = self._entries.pop(key, None)
            self._bytes += len(rendered.body) - (len(old.body) if old else 0)
            self._entries[key] = rendered
            while self._bytes > _LIMIT_BYTES:
                _, gone = self._entries.popitem(last=False)
                self._bytes -= len(gone.body)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._bytes = 0
