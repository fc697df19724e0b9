"""Start processes that cannot outlive us, and end whole trees of them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Final

import psutil

PR_SET_PDEATHSIG: Final = 1  # prctl(2): the signal we get when the thread that started us ends
PR_SET_CHILD_SUBREAPER: Final = 36  # prctl(2): orphaned descendants become our children
# Loaded here, because between fork and exec nothing may be imported.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """Return a `preexec_fn` that asks the kernel for a signal when our starter is gone (Linux only)."""
    parent = os.getpid()

    def ask() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != parent:  # it ended before we could ask
            os._exit(1)

    return ask


def adopt_orphans() -> None:
    """Make orphaned descendants our children instead of init's, so that they can be found (Linux only)."""
    if _libc is not None:
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_processes(processes: Iterable[psutil.Process], *, grace: float) -> None:
    """Ask processes to end with SIGTERM, and kill those that are still there after `grace` seconds."""
    asked = list(processes)
    for process in asked:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, alive = psutil.wait_procs(asked, timeout=grace)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=2)


def end_descendants(*, grace: float) -> None:
    """End everything below this process, adopted orphans and what they start meanwhile included."""
    for _ in range(5):
        below = psutil.Process().children(recursive=True)
        if not below:
            return
        end_processes(below, grace=grace)
        reap(child.pid for child in below)


def kill_session(leader: int) -> set[int]:
    """Kill what is left of the session of a child that we started; return the ids to give to `reap`.

    A work horse of RQ has a process group of its own, but stays in its worker's session.
    """
    killed = set()
    for pid in psutil.pids():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getsid(pid) == leader:
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
    return killed - {leader}


def reap(pids: Iterable[int]) -> set[int]:
    """Collect children that ended, so that none stays a zombie; return the ids of those that did not yet."""
    coming = set()
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                coming.add(pid)
    return coming


def stop_process(process: subprocess.Popen[bytes], *, first: signal.Signals, grace: float) -> None:
    """Stop one child with a signal, and kill it when it is still there after `grace` seconds."""
    if process.poll() is not None:
        return
    process.send_signal(first)
    try:
        process.wait(timeout=grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
