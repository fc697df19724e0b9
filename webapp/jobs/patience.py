"""How long a request waits for Redis in all: a slow one answers each command in time, and a page too late.

What waits is measured where an answer is read, so that a busy process does not take its own slowness for
that of Redis: an answer that is there already was not waited for.
"""

import time
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, has_app_context
from redis import Connection, ConnectionPool, SSLConnection, UnixDomainSocketConnection
from redis.connection import AbstractConnection
from redis.exceptions import TimeoutError as NoAnswer

IN_ALL = 0.25
"""Seconds that a request waits for Redis, whatever it wants of it."""
_HUNG = 0.8 * IN_ALL
"""Who had more patience than this and waited in vain met a Redis that hangs."""
_LEAST = 0.001
"""An answer that is on its way when patience ends is still taken."""
_EXTENSION = "redis_patience"


class TooSlow(NoAnswer):
    """Redis answers, and so slowly that this request has waited enough for it."""


@dataclass(slots=True)
class Patience:
    """The seconds that a request still waits."""

    left: float = IN_ALL


def init_app(app: Flask) -> None:
    """Let each request begin with all its patience."""
    app.before_request(begin)


def begin() -> None:
    """Begin a request."""
    setattr(g, _EXTENSION, Patience())


def patience_here() -> Patience | None:
    """Return what the present request has left; None outside of requests, where nobody waits for a page."""
    found: Patience | None = g.get(_EXTENSION) if has_app_context() else None
    return found


def make_patient(pool: ConnectionPool) -> None:
    """Let the connections of a pool, which are made later, wait no longer than requests have patience."""
    pool.connection_class = _PATIENT[pool.connection_class]


class _Patient(AbstractConnection):
    """Reads answers as long as the present request waits."""

    def read_response(self, *args: Any, **keywords: Any) -> Any:
        """Return the next answer; raises TooSlow where the request has waited enough."""
        patience = patience_here()
        if patience is None or self.can_read(0):
            return super().read_response(*args, **keywords)
        began = time.monotonic()
        try:
            seconds = max(_LEAST, patience.left)
            return super().read_response(*args, **{"timeout": seconds, **keywords})
        except NoAnswer as error:
            if patience.left < _HUNG:
                raise TooSlow("this request has waited enough for Redis") from error
            raise
        finally:
            patience.left -= time.monotonic() - began


class _PatientConnection(_Patient, Connection):
    """Over TCP."""


class _PatientSSLConnection(_Patient, SSLConnection):
    """Over TLS."""


class _PatientSocketConnection(_Patient, UnixDomainSocketConnection):
    """Over a socket of this machine."""


_PATIENT: dict[type[Any], type[Any]] = {
    Connection: _PatientConnection,
    SSLConnection: _PatientSSLConnection,
    UnixDomainSocketConnection: _PatientSocketConnection,
}
