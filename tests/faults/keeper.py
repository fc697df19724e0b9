"""Keeps programs of a test running: each in a session of its own, started again when it ends, no orphans."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from devtools.processes import kill_session
from tests.support.forked import ForkedProgram

RESTART_AFTER = 0.5
STOPS_WITHIN = 25.0
"""Seconds that a deployment gives a program between SIGTERM and SIGKILL."""
GONE_WITHIN = 5.0
_LOOK_EVERY = 0.05


@dataclass(slots=True)
class Kept:
    """One program, the process that runs it now, and every process id that ever did."""

    name: str
    words: Sequence[str]
    log: Path
    process: ForkedProgram
    pids: list[int] = field(default_factory=list)
    is_wanted: bool = True
    """Whether it is started again when it ends."""

    @property
    def is_running(self) -> bool:
        """Whether its process has not ended."""
        return self.process.poll() is None


class Keeper:
    """Starts programs and starts them again; kills nothing but what it started."""

    def __init__(self, directory: Path, environment: Mapping[str, str]) -> None:
        self.directory = directory
        self._environment = dict(environment)
        self._programs: dict[str, Kept] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper")
        self._thread.start()

    def start(self, name: str, *words: str) -> Kept:
        """Start a program and keep it running."""
        log = self.directory / f"{name}.log"
        with self._lock:
            program = Kept(name, words, log, self._launch(words, log))
            program.pids.append(program.process.pid)
            self._programs[name] = program
        return program

    def resume(self, name: str) -> None:
        """Start a program again that was told to stay away."""
        with self._lock:
            program = self._programs[name]
            program.is_wanted = True
            self._start_again(program)

    def kill(self, name: str, *, stay_away: bool = False) -> None:
        """End a program with everything that it started, by SIGKILL."""
        program = self._only_if_running(name, stay_away=stay_away)
        kill_session(program.process.pid)
        program.process.wait(GONE_WITHIN)

    def terminate(self, name: str) -> float:
        """Tell a program alone to end, as a deployment does; return how many seconds it took."""
        program = self._only_if_running(name, stay_away=True)
        began = time.monotonic()
        program.process.send_signal(signal.SIGTERM)
        program.process.wait(STOPS_WITHIN + 5)
        return time.monotonic() - began

    def kill_child(self, name: str) -> int | None:
        """Kill the work horse of a worker; None when it has none now."""
        horses = psutil.Process(self._programs[name].process.pid).children()
        for horse in horses:
            horse.kill()
        return horses[0].pid if horses else None

    def logs(self) -> dict[str, str]:
        """Return what each program wrote so far."""
        return {program.name: program.log.read_text(errors="replace") for program in self._programs.values()}

    def stop(self) -> list[int]:
        """End everything; return the ids of processes that are left all the same."""
        self._stopping.set()
        self._thread.join()
        sessions = {pid for program in self._programs.values() for pid in program.pids}
        until = time.monotonic() + GONE_WITHIN
        while (left := _living(sessions)) and time.monotonic() < until:
            for session in sessions:
                kill_session(session)
            time.sleep(_LOOK_EVERY)
        for program in self._programs.values():
            program.process.wait(GONE_WITHIN)
        return left

    def _launch(self, words: Sequence[str], log: Path) -> ForkedProgram:
        return ForkedProgram(words, environment=self._environment, log=log)

    def _keep(self) -> None:
        while not self._stopping.wait(_LOOK_EVERY):
            ended = [one for one in self._programs.copy().values() if one.is_wanted and not one.is_running]
            if ended and not self._stopping.wait(RESTART_AFTER):
                with self._lock:
                    for program in ended:
                        self._start_again(program)

    def _start_again(self, program: Kept) -> None:
        if program.is_wanted and not program.is_running:
            program.process = self._launch(program.words, program.log)
            program.pids.append(program.process.pid)

    def _only_if_running(self, name: str, *, stay_away: bool) -> Kept:
        program = self._programs[name]
        with self._lock:
            program.is_wanted = not stay_away
        assert program.is_running, f"{name} is not running, so it cannot be killed; see {program.log}"
        return program


def _living(sessions: set[int]) -> list[int]:
    """Return the processes of these sessions that have not ended."""
    found = []
    for pid in psutil.pids():
        with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError, PermissionError):
            if os.getsid(pid) in sessions and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                found.append(pid)
    return found
