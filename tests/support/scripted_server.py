"""A raw TCP server for tricks that no polite HTTP server plays: drips, half answers, bombs, silence."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as it came over the wire; ``at`` is monotonic seconds."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    at: float


Script = Callable[[socket.socket, Asked], object]


class ScriptedServer:
    """Hands every request to a script that writes to the socket itself, or not at all."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[Asked] = []
        self.connections = 0
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._open: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        _shut(self._listener)
        for connection in list(self._open):
            _shut(connection)
        for thread in self._threads:
            thread.join(5)
        self._listener.close()

    def drip(self, connection: socket.socket, data: bytes, every: float = 0.05) -> None:
        """Send one byte at a time until the other side or the test has had enough."""
        for index in range(len(data)):
            if self._closing.is_set():
                return
            connection.sendall(data[index : index + 1])
            time.sleep(every)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.add(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            with contextlib.suppress(OSError):  # the client hangs up, as some tests want
                while asked := _read_request(connection):
                    self.asked.append(asked)
                    self.script(connection, asked)
            self._open.discard(connection)


def reply(
    status: int = 200,
    body: bytes = b"{}",
    *,
    content_type: str = "application/json;charset=UTF-8",
    headers: dict[str, str] | None = None,
    length: int | None = None,
) -> bytes:
    """Return a whole answer; ``length`` may lie about the body."""
    fields = {"Content-Type": content_type, "Content-Length": str(len(body) if length is None else length)}
    lines = [
        f"HTTP/1.1 {status} X",
        *(f"{name}: {value}" for name, value in (fields | (headers or {})).items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _read_request(connection: socket.socket) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65_536)
        if not chunk:
            return None
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65_536)
    method, target, _ = first.split(" ")
    return Asked(method, target, headers, body, time.monotonic())


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
