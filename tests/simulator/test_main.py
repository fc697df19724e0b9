"""The command: it says where it listens and ends when told to."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulator import Control

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_until_it_is_told_to_stop(number: signal.Signals) -> None:
    command = [
        sys.executable,
        "-m",
        "simulator",
        "--members",
        "12",
        "--characters",
        "40",
        "--latency-ms",
        "0",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline().strip()

        members = Control(line.rpartition(" ")[2]).members()
        process.send_signal(number)

        assert line.startswith("simulator listening on http://127.0.0.1:")
        assert (len(members), process.wait(timeout=10)) == (12, 0)


def test_a_port_that_is_taken_is_one_clear_line() -> None:
    command = [sys.executable, "-m", "simulator", "--port", "1", "--host", "203.0.113.1"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10, check=False)

    assert ended.returncode == 2
    assert ended.stderr.startswith("simulator: cannot listen on 203.0.113.1:1")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("flags", [("--members", "0"), ("--members", "1001"), ("--characters", "9")])
def test_a_world_of_an_impossible_size_is_refused(flags: tuple[str, str]) -> None:
    command = [sys.executable, "-m", "simulator", *flags]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10, check=False)

    assert ended.returncode == 2
    assert "is not a whole number from" in ended.stderr
