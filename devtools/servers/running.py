"""What a started server looks like to those who use it."""

import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from devtools.processes import stop_process

STOP_GRACE = 8.0  # seconds a server gets to write down what it holds


class ServerUnavailable(Exception):
    """The machine cannot run this server; the text says why."""


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers at `url`; `pid` is 0 and `stop` does nothing when somebody else runs it."""

    url: str
    pid: int = 0
    process: subprocess.Popen[bytes] | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    owned_directory: Path | None = None

    def stop(self) -> None:
        """Stop the server and remove the directory that was made for it; may be called twice."""
        if self.process is not None:
            stop_process(self.process, first=self.stop_signal, grace=STOP_GRACE)
        if self.owned_directory is not None:
            shutil.rmtree(self.owned_directory, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def is_free(port: int) -> bool:
    """Say whether a port of the loopback address is free to listen on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a TCP port of the loopback address that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
