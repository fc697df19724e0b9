"""worker.py as a process of its own, on a database, a Redis address and a log of its own."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from devtools.environment import ROOT, app_command
from devtools.processes import die_with_parent
from devtools.testing import clean_environment
from tests.support.forked import ForkedProgram


class WorkerProgram:
    """One run of ``worker.py``; ended with the ``with`` block, whatever happened in it.

    One that is not forked starts as it does in a deployment, which costs two seconds of CPU.
    """

    def __init__(
        self,
        argument: str,
        directory: Path,
        *,
        database_url: str,
        redis_url: str,
        script: str = "worker.py",
        is_forked: bool = True,
    ) -> None:
        self.log = directory / f"{argument}.log"
        self._environment = clean_environment(os.environ) | {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "MUSTER_VAR": str(directory),
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(ROOT),
        }
        self._words = app_command(script, argument)
        self._is_forked = is_forked
        self.process: subprocess.Popen[bytes] | ForkedProgram

    def __enter__(self) -> Self:
        self.log.touch()
        if self._is_forked:
            self.process = ForkedProgram(self._words, environment=self._environment, log=self.log)
        else:
            self.process = self._started()
        return self

    def _started(self) -> subprocess.Popen[bytes]:
        with self.log.open("wb") as log:
            return subprocess.Popen(
                self._words,
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - it calls nothing that may lock
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(5)

    def said(self) -> str:
        """Return everything that it wrote."""
        return self.log.read_text(encoding="utf-8")

    def wait_until(self, is_so: Callable[[], object], *, seconds: float = 60) -> None:
        """Wait for something that the process will do; its log is shown when it does not."""
        until = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < until, f"not in {seconds} s: {self.said()}"
            assert self.process.poll() is None, f"it ended: {self.said()}"
            time.sleep(0.02)

    def stop(self, number: signal.Signals, *, seconds: float = 5) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(seconds)
