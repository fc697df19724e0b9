"""Run programs together: their output to log files, a new start after a crash, an orderly end."""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from devtools.logbook import Logbook
from devtools.processes import die_with_parent, kill_session, reap
from devtools.restarts import CrashRecord
from devtools.terminal import Problem

TICK = 0.1  # seconds between two looks at the children
Process = subprocess.Popen[bytes]


class StopRequested(Exception):
    """Somebody asked us to stop."""


@dataclass(frozen=True, slots=True)
class Program:
    """Something to run: a name for its log, how to start it (also after a crash), when to stop it."""

    name: str
    launch: Callable[[], Process]
    stop_turn: int = 1  # at the end those of turn 1 are stopped first
    grace: float = 5.0  # seconds between the wish to stop and the kill


@dataclass(slots=True)
class _Child:
    program: Program
    logbook: Logbook
    process: Process
    started: float
    is_task: bool = False  # it ends by itself
    record: CrashRecord = field(default_factory=CrashRecord)
    due: float | None = None  # when to start it again


def command(
    *words: str, environment: Mapping[str, str], directory: Path, shown: bool = False
) -> Callable[[], Process]:
    """Return a launch of a command in a process group of its own, which ends when we are gone."""

    def launch() -> Process:
        return subprocess.Popen(
            words,
            env=dict(environment),
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=None if shown else subprocess.PIPE,
            stderr=None if shown else subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 it only calls prctl
        )

    return launch


class Supervisor:
    """Starts programs in order, keeps them running, stops them in the reverse order."""

    def __init__(self, log_directory: Path, tell: Callable[[str], None]) -> None:
        self._log_directory = log_directory
        self._tell = tell
        self._children: list[_Child] = []
        self._selector = selectors.DefaultSelector()
        self._stop_signals = 0
        self._left_over: set[int] = set()  # killed descendants, ours as far as orphans are adopted
        self._is_starting = True  # until `has_started`: a program that ends is a failed start, not a crash

    def obey_signals(self) -> None:
        """Take SIGTERM and its like as the wish to stop; a second one as the wish to stop at once."""

        def count(_number: int, _frame: FrameType | None) -> None:
            self._stop_signals += 1

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, count)

    def start(self, program: Program) -> int:
        """Start a program that should run from now on; return its process id."""
        return self._launch(program, is_task=False).process.pid

    def has_started(self) -> None:
        """Take it that the start succeeded: from now on a program that ends is started again."""
        self._is_starting = False

    def complete(self, program: Program) -> None:
        """Run a program to its end while looking after the others; Problem when it fails."""
        task = self._launch(program, is_task=True)
        while task.process.poll() is None:
            self.look_after()
        self._drain(task)
        self._children.remove(task)
        if task.process.returncode:
            raise Problem(_why(task))

    def wait_until(self, is_so: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Look after the programs until something is so; Problem when it takes too long."""
        until = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > until:
                raise Problem(f"{what} did not answer within {seconds:.0f} s; see {self._log_directory}")
            self.look_after(TICK / 4)

    def watch(self) -> None:
        """Keep everything running until somebody asks us to stop."""
        self.has_started()
        with contextlib.suppress(StopRequested):
            while True:
                self.look_after()

    def look_after(self, seconds: float = TICK) -> None:
        """Take what programs wrote, and notice those that ended. Raises StopRequested."""
        self._read(seconds)
        if self._stop_signals:
            raise StopRequested
        for child in self._children:
            self._check(child)
        self._left_over = reap(self._left_over)

    def stop(self) -> None:
        """Stop everything in turns, and what it left behind; ends within the sum of the graces."""
        for turn in sorted({child.program.stop_turn for child in self._children}):
            self._stop_together([child for child in self._children if child.program.stop_turn == turn])

    def _launch(self, program: Program, *, is_task: bool) -> _Child:
        logbook = Logbook(self._log_directory, program.name, self._hear)
        child = _Child(program, logbook, program.launch(), time.monotonic(), is_task)
        self._children.append(child)
        self._listen(child)
        return child

    def _hear(self, error: str) -> None:
        if not self._is_starting:  # a start that fails says why itself, in one line
            self._tell(error)

    def _check(self, child: _Child) -> None:
        now = time.monotonic()
        if child.due is not None:
            if now >= child.due:
                self._restart(child)
        elif child.process.poll() is not None and not child.is_task:
            self._drain(child)
            if self._is_starting:
                raise Problem(_why(child))
            self._plan_restart(child, _why(child))

    def _plan_restart(self, child: _Child, why: str) -> None:
        child.record = child.record.after_crash(lived=time.monotonic() - child.started)
        child.due = time.monotonic() + child.record.delay
        self._tell(f"{why}; it starts again in {child.record.delay:g} s")

    def _restart(self, child: _Child) -> None:
        child.started, child.due = time.monotonic(), None
        try:
            child.process = child.program.launch()
        except (OSError, Problem) as error:
            self._plan_restart(child, f"{child.program.name} does not start: {error}")
        else:
            self._listen(child)
            self._tell(f"{child.program.name} runs again")

    def _stop_together(self, children: Sequence[_Child]) -> None:
        for child in children:
            if child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        until = time.monotonic() + max(child.program.grace for child in children)
        while any(child.process.poll() is None for child in children):
            self._read(TICK / 4)
            if time.monotonic() > until or self._stop_signals > 1:
                break
        for child in children:
            self._drain(child)

    def _listen(self, child: _Child) -> None:
        if child.process.stdout is not None:
            os.set_blocking(child.process.stdout.fileno(), False)
            self._selector.register(child.process.stdout, selectors.EVENT_READ, child)

    def _read(self, seconds: float) -> None:
        if not self._selector.get_map():
            time.sleep(seconds)
        for key, _ in self._selector.select(seconds):
            if not _take(key.data):
                self._selector.unregister(key.fileobj)

    def _drain(self, child: _Child) -> None:
        """End what a program left behind, and take its last words."""
        self._left_over |= kill_session(child.process.pid)
        child.process.wait()
        output = child.process.stdout
        if output is not None and not output.closed:
            with contextlib.suppress(KeyError):
                self._selector.unregister(output)
            while _take(child):
                pass
            output.close()
        child.logbook.end_line()


def _take(child: _Child) -> bool:
    """Read what is there; False when there is nothing more to come, or nothing now."""
    output = child.process.stdout
    try:
        chunk = os.read(output.fileno(), 65536) if output is not None else b""
    except BlockingIOError:
        return False
    child.logbook.write(chunk)
    return bool(chunk)


def _why(child: _Child) -> str:
    """Say how a program ended; its last words explain its own decision to end, not a signal."""
    code = child.process.returncode
    if code < 0:
        return f"{child.program.name} was killed by {signal.Signals(-code).name}"
    words = child.logbook.last_words()
    return f"{child.program.name} ended with code {code}{': ' if words else ''}{words} ({child.logbook.path})"
