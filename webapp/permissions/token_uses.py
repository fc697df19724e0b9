"""When tokens were last used: noted in Redis at most once a minute, because a GET writes no row.

The clock has the notes written into ``api_tokens``. Writing a note twice changes nothing, since the later
time stays; without Redis the note is lost, and the next use makes another.
"""

import contextlib
import threading
from datetime import UTC, datetime, timedelta
from typing import cast

import redis
import structlog

from webapp.jobs.queues import app_redis
from webapp.permissions.actions import write_uses

NOTES = "muster:token-uses"
"""The hash in Redis: a token's id to the second of its last use."""
STILL = f"{NOTES}:still"
"""The notes that are being written down; there is at most one such hash."""
NOTED_EVERY = timedelta(minutes=1)
UNCOLLECTED_FOR = timedelta(days=2)
log = structlog.get_logger()


class UseNotes:
    """What this process has noted: it asks Redis once a minute for each token, however busy the token is."""

    def __init__(self) -> None:
        self._noted: dict[int, datetime] = {}
        self._lock = threading.Lock()

    def is_news(self, token_id: int, now: datetime) -> bool:
        """Say whether a use has to be noted, and count it as noted, so that a hung Redis is asked once."""
        with self._lock:
            noted = self._noted.get(token_id)
            if noted is not None and now - noted < NOTED_EVERY:
                return False
            self._noted[token_id] = now
            return True


def note_use(notes: UseNotes, token_id: int, now: datetime) -> None:
    """Note that a token was used; never fails."""
    if not notes.is_news(token_id, now):
        return
    try:
        noting = app_redis().pipeline(transaction=False)
        noting.hset(NOTES, str(token_id), str(int(now.timestamp())))
        noting.expire(NOTES, UNCOLLECTED_FOR)
        noting.execute()
    except redis.RedisError as error:
        log.warning("token_use_not_noted", error=type(error).__name__)


def write_down(connection: redis.Redis) -> int:
    """Write the notes into the database and return their number; a killed worker's are taken up."""
    try:
        noted = _stand_still(connection)
    except redis.RedisError as error:
        log.warning("token_uses_not_written", error=type(error).__name__)
        return 0
    write_uses({int(token_id): datetime.fromtimestamp(int(at), UTC) for token_id, at in noted.items()})
    with contextlib.suppress(redis.RedisError):  # the next round writes the same again
        connection.delete(STILL)
    return len(noted)


def _stand_still(connection: redis.Redis) -> dict[bytes, bytes]:
    """Return the notes under a name that nobody adds to, renaming the present ones if need be."""
    if not connection.exists(STILL) and connection.exists(NOTES):
        connection.renamenx(NOTES, STILL)
    return cast("dict[bytes, bytes]", connection.hgetall(STILL))
