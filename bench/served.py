"""Servers to measure over HTTP as production runs them, and what asks them: rate and latency."""

import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from bench.roster import NO_LIMITS

TURNS = int(os.environ.get("BENCH_TURNS", "7"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "1.5"))
CONNECTIONS = int(os.environ.get("BENCH_CONNECTIONS", "4"))
ROOT = Path(__file__).parent.parent
BARE = "from flask import Flask\napp = Flask('bare')\napp.add_url_rule('/', 'page', lambda: 'Hello')\n"
NINETY_NINE = 98
"""The place of the 99th percentile among the 99 that cut a hundred."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for again and again, and the status that is right."""

    port: int
    path: str
    headers: Mapping[str, str]
    status: HTTPStatus = HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Served:
    """How a server did: answers a second, and the seconds under which 99 of 100 answers stay."""

    rate: float
    p99: float


@contextmanager
def product(database: Path, redis_url: str = "redis://127.0.0.1:1/0") -> Iterator[int]:
    """Run the product on a SQLite file and return its port."""
    environment = {
        "DATABASE_URL": f"sqlite:///{database}",
        "BATTLENET_API_BASE": "http://127.0.0.1:1/{region}",
        "BATTLENET_OAUTH_BASE": "http://127.0.0.1:1",
        "REDIS_URL": redis_url,
        "LOG_LEVEL": "ERROR",
        "LIMITS_FACTOR": str(NO_LIMITS),
    }
    with _gunicorn("webapp:create_app()", ROOT, environment) as port:
        yield port


@contextmanager
def bare(folder: Path) -> Iterator[int]:
    """Run a Flask page of a few bytes on the same server and return its port."""
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    with _gunicorn("bare:app", folder, {}) as port:
        yield port


def served(target: Target) -> Served:
    """Ask from another process for a while over a few kept connections."""
    with multiprocessing.get_context("spawn").Pool(1) as asker:
        return asker.apply(ask_for_a_while, (target,))


def medians(turns: list[Served]) -> Served:
    """Return the median rate and the median of the 99th percentiles."""
    return Served(statistics.median(one.rate for one in turns), statistics.median(one.p99 for one in turns))


def ask_for_a_while(target: Target) -> Served:
    """Send requests over several connections in turn, written by hand, so that the asker is no bottleneck."""
    head = "".join(f"{name}: {value}\r\n" for name, value in target.headers.items())
    request = f"GET {target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n".encode()
    sockets = [socket.create_connection(("127.0.0.1", target.port), timeout=30) for _ in range(CONNECTIONS)]
    expected = f"HTTP/1.1 {target.status.value} ".encode()
    took: list[float] = []
    started = time.monotonic()
    while time.monotonic() - started < SECONDS:
        sent = time.monotonic()
        for one in sockets:
            one.sendall(request)
        for one in sockets:
            _take_answer(one, expected)
            took.append(time.monotonic() - sent)
    rate = len(took) / (time.monotonic() - started)
    for one in sockets:
        one.close()
    return Served(rate, statistics.quantiles(took, n=100)[NINETY_NINE])


def _take_answer(connection: socket.socket, expected: bytes) -> None:
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(connection)
    if not received.startswith(expected):
        raise AssertionError(f"the server answered {received[:80]!r}")
    left = _length(received[:end]) - (len(received) - end - 4)
    while left > 0:
        left -= len(_more(connection))


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(262_144)
    if not received:
        raise ConnectionError("the server closed the connection")
    return received


def _length(head: bytes) -> int:
    lowered = head.lower()
    start = lowered.find(b"\r\ncontent-length:")
    if start < 0:
        return 0
    start += len(b"\r\ncontent-length:")
    end = lowered.find(b"\r\n", start)
    return int(lowered[start : end if end >= 0 else None])


@contextmanager
def _gunicorn(app: str, folder: Path, environment: Mapping[str, str]) -> Iterator[int]:
    """Run an app as production does, in one process, so that the machine's other core can ask."""
    port = _free_port()
    words = ["-m", "gunicorn", "-c", "python:webapp.server", "-b", f"127.0.0.1:{port}", "-w", "1"]
    inherited = {**os.environ, "PYTHONPATH": f"{ROOT}:{folder}"}
    server = subprocess.Popen(
        [sys.executable, *words, "--log-level", "error", "--chdir", str(folder), app],
        env=inherited | dict(environment),
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")
