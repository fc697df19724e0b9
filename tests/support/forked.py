"""Programs as forks of one process that has imported the product, which takes two seconds of CPU.

What runs is a process of its own all the same: it has its own session, signals, memory and log.
"""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from devtools.environment import ROOT, app_command

_LOOK_EVERY = 0.02
_IMPORTED = "tests.support.imported"
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload([_IMPORTED])


class ForkedProgram:
    """A program that runs in a session of its own; what tests use of ``subprocess.Popen``."""

    def __init__(self, words: Sequence[str], *, environment: Mapping[str, str], log: Path) -> None:
        own = app_command(*words[len(app_command()) :])
        assert own == tuple(words), "only what app_command gave the words of can be forked"
        self._process = processes.Process(
            target=_run, args=(words[len(app_command()) :], dict(environment), log), daemon=True
        )
        self._process.start()
        self._lock = threading.Lock()

    @property
    def pid(self) -> int:
        """Return its process id, which is that of its session too."""
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        with self._lock:
            return self._process.exitcode

    def wait(self, timeout: float) -> int:
        """Wait until it ends; return the exit code. Raises subprocess.TimeoutExpired."""
        until = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
            time.sleep(_LOOK_EVERY)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def _run(words: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    """Become the program: its session, files and environment first, then its code."""
    imported = import_module(_IMPORTED)
    assert os.getppid() == imported.BY, "the fork server has not imported the product"
    imported.be_bound()
    os.setsid()
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for standard in (1, 2):
        os.dup2(output, standard)
    sys.stdout.reconfigure(write_through=True)  # type: ignore[union-attr]
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    if words[0] == "-m":
        sys.argv = list(words[1:])
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = list(words)
        runpy.run_path(words[0], run_name="__main__")
