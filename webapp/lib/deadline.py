"""Hard deadlines for blocking network calls: one watchdog thread a process cuts the connection.

The timeouts of urllib3 start anew with every byte, so a peer that drips bytes is never timed out. A watched
connection hands a duplicate of its file descriptor to the call that uses it; at the deadline the watchdog
shuts that down, and whatever the call is blocked in (TLS handshake, header, body) ends at once.
"""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_current = threading.local()


class Watch:
    """One call: when it must have ended, and the connection that it uses."""

    __slots__ = ("_descriptor", "_lock", "before_sending", "deadline", "is_over")

    def __init__(self, deadline: float, before_sending: Callable[[], None] | None = None) -> None:
        self.deadline = deadline
        self.before_sending = before_sending
        self.is_over = False
        self._descriptor = -1
        self._lock = threading.Lock()

    def attach(self, connection: socket.socket) -> None:
        """Let the watchdog cut this connection; at once when the deadline has passed already."""
        with self._lock:
            self._release()
            self._descriptor = os.dup(connection.fileno())
            if self.is_over:
                self._shut_down()

    def cut(self) -> None:
        """End the call: its deadline has come."""
        with self._lock:
            self.is_over = True
            if self._descriptor >= 0:
                self._shut_down()

    def detach(self) -> None:
        """Forget the connection: the call has ended."""
        with self._lock:
            self._release()

    def _release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _shut_down(self) -> None:
        with socket.socket(fileno=self._descriptor) as connection, contextlib.suppress(OSError):
            self._descriptor = -1
            connection.shutdown(socket.SHUT_RDWR)


class Watchdog:
    """Watches calls; its thread starts with the first and ends by itself when none is left."""

    def __init__(self) -> None:
        self._watches: set[Watch] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._wakes_at = 0.0

    @contextlib.contextmanager
    def watching(
        self, seconds: float, *, before_sending: Callable[[], None] | None = None
    ) -> Iterator[Watch]:
        """Watch the calling thread's network call for at most so many seconds.

        ``before_sending`` runs once, in this thread, when nothing stands between it and the wire.
        """
        watch = Watch(time.monotonic() + seconds, before_sending)
        self._add(watch)
        _current.watch = watch
        try:
            yield watch
        finally:
            _current.watch = None
            with self._changed:
                self._watches.discard(watch)
            watch.detach()

    def stop(self) -> None:
        """Forget every call and end the thread."""
        with self._changed:
            self._watches.clear()
            self._changed.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _add(self, watch: Watch) -> None:
        with self._changed:
            self._watches.add(watch)
            if self._thread is None:
                self._wakes_at = watch.deadline
                self._thread = threading.Thread(target=self._run, name="http-watchdog", daemon=True)
                self._thread.start()
            elif watch.deadline < self._wakes_at:
                self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while self._watches:
                now = time.monotonic()
                for watch in [watch for watch in self._watches if watch.deadline <= now]:
                    self._watches.discard(watch)
                    watch.cut()
                self._wakes_at = min((watch.deadline for watch in self._watches), default=now)
                self._changed.wait(max(0.0, self._wakes_at - now))
            self._thread = None


def _attach(connection: socket.socket) -> None:
    watch: Watch | None = getattr(_current, "watch", None)
    if watch is not None:
        watch.attach(connection)


def _about_to_send() -> None:
    watch: Watch | None = getattr(_current, "watch", None)
    if watch is not None and watch.before_sending is not None:
        tell, watch.before_sending = watch.before_sending, None
        tell()


class _WatchedConnection(HTTPConnection):
    """A plain connection that shows its socket to the watchdog, from the TCP connect on."""

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        _attach(connection)
        return connection

    def putrequest(
        self,
        method: str,
        url: str,
        skip_host: bool = False,  # noqa: FBT001, FBT002 - the signature of http.client
        skip_accept_encoding: bool = False,  # noqa: FBT001, FBT002 - the same
    ) -> None:
        if self.sock is not None:  # kept alive from an earlier call
            _attach(self.sock)
        super().putrequest(method, url, skip_host, skip_accept_encoding)

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        _about_to_send()
        super().send(data)


class _WatchedSecureConnection(_WatchedConnection, HTTPSConnection):
    """The same over TLS; verification stays as urllib3 does it."""


class _WatchedPool(HTTPConnectionPool):
    ConnectionCls = _WatchedConnection


class _WatchedSecurePool(HTTPSConnectionPool):
    ConnectionCls = _WatchedSecureConnection


def watched_pool(origin: str) -> HTTPConnectionPool:
    """Return the connections of one thread to an origin, ``https://host:port``; certificates are verified."""
    parts = urllib3.util.parse_url(origin)
    if parts.scheme == "https":
        return _WatchedSecurePool(
            parts.host or "", parts.port, cert_reqs="CERT_REQUIRED", ca_certs=certifi.where()
        )
    return _WatchedPool(parts.host or "", parts.port)
