"""The state directory: whose it is, what runs in it, and the secret of this machine."""

import contextlib
import fcntl
import json
import os
import secrets
import stat
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from devtools.terminal import Problem, say

STOPS_WITHIN = 15.0  # seconds that a stopping ./dev up may still take


@dataclass(frozen=True, slots=True)
class RunningStack:
    """What ./dev up writes down for the commands that attach to it."""

    pid: int
    url: str
    environment: dict[str, str]


class StateDirectory:
    """One directory under which everything is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def make(self) -> None:
        """Make the directory, closed to others, with its log folder. Raises Problem."""
        try:
            _make_closed(self.path)
            (self.path / "log").mkdir(exist_ok=True)
            probe = self.path / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise Problem(
                f"{self.path} cannot be used: {error.strerror}; choose another with --var."
            ) from error

    def claim(self) -> None:
        """Become the only ./dev up of this directory, for as long as we or our children with it live.

        What a killed one remembered is forgotten.
        """
        lock = os.open(self.path / "up.lock", os.O_RDWR | os.O_CREAT, 0o644)
        until = time.monotonic() + STOPS_WITHIN
        told = False
        while not _try_lock(lock):
            owner = os.pread(lock, 20, 0).decode() or "?"
            if time.monotonic() > until or _is_alive(owner):
                raise Problem(
                    f"{self.path} is in use by another ./dev up (process {owner}): stop it, or use --var."
                )
            if not told:
                say("  waiting for the previous ./dev up to stop")
                told = True
            time.sleep(0.1)
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        self._lock = lock
        self.forget()

    def is_claimed(self) -> bool:
        """Say whether a ./dev up holds this directory now."""
        try:
            lock = os.open(self.path / "up.lock", os.O_RDWR)
        except OSError:
            return False
        try:
            return not _try_lock(lock)
        finally:
            os.close(lock)

    def secret(self) -> str:
        """Return the signing secret of this machine, made at the first call."""
        path = self.path / "secret_key"
        with contextlib.suppress(FileExistsError):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            os.write(descriptor, secrets.token_urlsafe(48).encode())
            os.close(descriptor)
        return path.read_text()

    def remember(self, stack: RunningStack) -> None:
        """Write down what runs; it holds secrets, so only we may read it."""
        path = self.path / "state.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(stack), indent=2))

    def running(self) -> RunningStack | None:
        """Return what runs here, or None."""
        if not self.is_claimed():
            return None
        try:
            return RunningStack(**json.loads((self.path / "state.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def forget(self) -> None:
        """Remove what `remember` wrote."""
        (self.path / "state.json").unlink(missing_ok=True)


def _make_closed(path: Path) -> None:
    """Make a directory that only we may enter; one with things that are not ours is left as it is."""
    before = os.umask(0o077)  # it holds for the parents that are made as well
    try:
        path.mkdir(parents=True, exist_ok=True)
    finally:
        os.umask(before)
    found = path.stat()
    is_shared = bool(found.st_mode & stat.S_ISVTX)  # such as /tmp
    is_state = (path / "up.lock").exists() or not any(path.iterdir())
    if found.st_uid == os.geteuid() and is_state and not is_shared:
        path.chmod(0o700)


def _is_alive(owner: str) -> bool:
    try:
        return psutil.Process(int(owner)).status() != psutil.STATUS_ZOMBIE
    except (ValueError, psutil.NoSuchProcess):
        return False


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
