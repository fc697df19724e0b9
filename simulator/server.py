"""A small threaded HTTP/1.1 server on a loopback socket, one thread a connection."""

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import IO

from simulator.wire import Answer, BadRequestError, Request, read_request, send

_BACKLOG = 256
_IDLE_SECONDS = 120.0
Handler = Callable[[Request], Answer]


class Server:
    """Listens, hands each request to the handler and sends what it answers."""

    def __init__(self, handler: Handler, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._handler = handler
        self._stopping = threading.Event()
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server((host, port), backlog=_BACKLOG)
        self.host, self.port = self._listener.getsockname()[:2]
        self._thread = threading.Thread(target=self._accept, name="simulator", daemon=True)

    def start(self) -> None:
        """Begin to accept connections."""
        self._thread.start()

    def stop(self) -> None:
        """Close the listener and every connection, and wait for the accepting thread."""
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join(timeout=5)

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(_IDLE_SECONDS)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._lock:
            self._connections.add(connection)
        try:
            with contextlib.suppress(OSError), connection, connection.makefile("rb") as stream:
                while not self._stopping.is_set() and self._exchange(connection, stream):
                    pass
        finally:
            with self._lock:
                self._connections.discard(connection)

    def _exchange(self, connection: socket.socket, stream: IO[bytes]) -> bool:
        """Read one request and answer it; say whether to go on."""
        try:
            request = read_request(stream)
        except BadRequestError:
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            return False
        if request is None:
            return False
        usable = send(connection, self._handler(request), self._stopping)
        return usable and request.headers.get("connection", "").lower() != "close"
