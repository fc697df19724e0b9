"""A way to a Redis on which every answer takes its time, and on which round trips are counted."""

import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_AT_ONCE = 65536


@dataclass(slots=True)
class SlowRedis:
    """What lies between; ``delay`` is in seconds and may be changed while it is in use."""

    behind: int
    delay: float = 0.0
    port: int = 0
    round_trips: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Where a client is led to."""
        return f"redis://127.0.0.1:{self.port}/0"

    def serve(self, client: socket.socket) -> None:
        """Pass on what both sides say until one of them leaves."""
        with socket.create_connection(("127.0.0.1", self.behind)) as server:
            is_asked = False
            while not self.stopped.is_set():
                for said in select.select([client, server], [], [], 0.1)[0]:
                    content = said.recv(_AT_ONCE)
                    if not content:
                        return
                    if said is client:
                        self.round_trips += not is_asked
                        is_asked = True
                        server.sendall(content)
                    else:
                        is_asked = False
                        self.stopped.wait(self.delay)
                        client.sendall(content)


@contextmanager
def slow_redis(behind: int, *, delay: float = 0.0) -> Iterator[SlowRedis]:
    """Lead to the server at a port of this machine, more slowly."""
    between = SlowRedis(behind, delay)

    class Handler(socketserver.BaseRequestHandler):
        """Serves one connection."""

        def handle(self) -> None:
            """Pass on what is said; who gives up in the middle of an answer is no trouble."""
            try:
                between.serve(self.request)
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        """Serves each connection in a thread."""

        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        between.port = int(server.socket.getsockname()[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield between
        finally:
            between.stopped.set()
            server.shutdown()
            thread.join()
