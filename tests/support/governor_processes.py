"""Starts processes that make calls under the governor, and collects when they made them."""

import json
import subprocess
import sys
import time

from tests.support.redis_server import RedisServer

Worker = subprocess.Popen[str]


def start_workers(
    server: RedisServer, *, seconds: float, interactive: str = "000", rest: float = 5.0
) -> tuple[list[Worker], float]:
    """Start a process for each kind (1 is interactive); return them and when they begin to call."""
    command = [sys.executable, "-m", "tests.support.governor_worker", str(server.port), str(seconds)]
    workers = [
        subprocess.Popen(
            [*command, kind, str(rest)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for kind in interactive
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    start_at = time.monotonic() + 0.1
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write(f"{start_at}\n")
        worker.stdin.flush()
    return workers, start_at


def results(workers: list[Worker]) -> list[list[float]]:
    """Return the times of all calls, by process."""
    return [json.loads(worker.communicate(timeout=30)[0].rpartition("\n")[2]) for worker in workers]


def all_of(found: list[list[float]]) -> list[float]:
    """Return the times of all processes together."""
    return [at for times in found for at in times]
