"""When tokens and sessions were last used: noted in Redis at most once a minute, because a GET writes no row.

The clock has the notes written into their tables. Writing a note twice changes nothing, since the later time
stays; without Redis the note is lost, and the next use makes another.
"""

import contextlib
import re
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import cast

import redis
import structlog
from flask import Flask, current_app

from webapp.jobs.queues import app_redis

NOTED_EVERY = timedelta(minutes=1)
UNCOLLECTED_FOR = timedelta(days=2)
MOST_REMEMBERED = 10_000
"""Tokens and sessions of which a process knows when it noted them last; then it begins anew."""
_EXTENSION = "muster_uses"
log = structlog.get_logger()
Write = Callable[[Mapping[str, datetime]], None]


class Used(StrEnum):
    """What is used."""

    TOKEN = "token"  # noqa: S105 - a word
    SESSION = "session"

    @property
    def notes(self) -> str:
        """The hash in Redis: an id to the second of its last use."""
        return f"muster:{self}-uses"

    @property
    def still(self) -> str:
        """The notes that are being written down; there is at most one such hash."""
        return f"{self.notes}:still"


_KEYS = {Used.TOKEN: re.compile(rb"[0-9]{1,9}"), Used.SESSION: re.compile(rb"[0-9a-f]{64}")}


class UseNotes:
    """What this process has noted: it asks Redis once a minute for each, however busy it is."""

    def __init__(self) -> None:
        self._noted: dict[tuple[Used, str], datetime] = {}
        self._lock = threading.Lock()

    def is_news(self, used: Used, key: str, now: datetime) -> bool:
        """Say whether a use has to be noted, and count it as noted, so that a hung Redis is asked once."""
        with self._lock:
            noted = self._noted.get((used, key))
            if noted is not None and now - noted < NOTED_EVERY:
                return False
            if len(self._noted) >= MOST_REMEMBERED:
                self._noted.clear()
            self._noted[used, key] = now
            return True


def init_app(app: Flask) -> None:
    """Give the app its notes."""
    app.extensions[_EXTENSION] = UseNotes()


def note_use(used: Used, key: str, now: datetime) -> None:
    """Note that a token or a session was used; never fails."""
    notes: UseNotes = current_app.extensions[_EXTENSION]
    if not notes.is_news(used, key, now):
        return
    try:
        noting = app_redis().pipeline(transaction=False)
        noting.hset(used.notes, key, str(int(now.timestamp())))
        noting.expire(used.notes, UNCOLLECTED_FOR)
        noting.execute()
    except redis.RedisError as error:
        log.warning("use_not_noted", used=used.value, error=type(error).__name__)


def write_down(connection: redis.Redis, used: Used, write: Write) -> int:
    """Write the notes into the database and return how many there were; a killed worker's are taken up."""
    try:
        noted = _stand_still(connection, used)
    except redis.RedisError as error:
        log.warning("uses_not_written", used=used.value, error=type(error).__name__)
        return 0
    write(readable(used, noted))
    with contextlib.suppress(redis.RedisError):  # the next round writes the same again
        connection.delete(used.still)
    return len(noted)


def readable(used: Used, noted: Mapping[bytes, bytes]) -> dict[str, datetime]:
    """Return the notes that say what was used and when; another one keeps none of them from its row."""
    found: dict[str, datetime] = {}
    for key, at in noted.items():
        with contextlib.suppress(ValueError, OverflowError, OSError):
            if _KEYS[used].fullmatch(key):
                found[key.decode()] = datetime.fromtimestamp(int(at), UTC)
    if len(found) < len(noted):
        log.warning("uses_not_readable", used=used.value, number=len(noted) - len(found))
    return found


def _stand_still(connection: redis.Redis, used: Used) -> dict[bytes, bytes]:
    """Return the notes under a name that nobody adds to, renaming the present ones if need be."""
    if not connection.exists(used.still) and connection.exists(used.notes):
        connection.renamenx(used.notes, used.still)
    return cast("dict[bytes, bytes]", connection.hgetall(used.still))
