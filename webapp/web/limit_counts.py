"""Where requests are counted: in Redis, one call for each count, through the client that does not wait."""

from typing import Any, cast

from flask import g
from limits.storage import RedisStorage

from webapp.lib import clock

SCHEME = "muster-redis"
_COUNT = """
local count = redis.call("incrby", KEYS[1], ARGV[2])
if count == tonumber(ARGV[2]) then redis.call("expire", KEYS[1], ARGV[1]) end
return {count, redis.call("ttl", KEYS[1])}
"""


class Counts(RedisStorage):
    """Counts as the library's own storage does, and tells the rest of the request what it found.

    That storage asks Redis twice more for what the headers say. Found by its scheme; takes the connections of
    the app's quick client, so that all waits for a Redis that hangs are one wait.
    """

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - declared so by the library

    def initialize_storage(self, uri: str) -> None:
        """Prepare our script besides the library's own."""
        super().initialize_storage(uri)
        self._count: Any = self.get_connection().register_script(_COUNT.encode())

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and note the count and the moment at which it begins anew."""
        count, seconds = self._count([self.prefixed_key(key)], [expiry, amount])
        _noted()[key] = int(count), clock.now().timestamp() + max(0, int(seconds))
        return int(count)

    def get(self, key: str) -> int:
        """Return the count of a key, without asking where this request has just counted."""
        known = _noted().get(key)
        return super().get(key) if known is None else known[0]

    def get_expiry(self, key: str) -> float:
        """Return when a count begins anew, without asking where this request has just counted."""
        known = _noted().get(key)
        return super().get_expiry(key) if known is None else known[1]


def _noted() -> dict[str, tuple[int, float]]:
    return cast("dict[str, tuple[int, float]]", g.setdefault("limit_counts", {}))
