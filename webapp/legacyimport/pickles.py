"""Ask another process what a pickle holds: it has 512 MB, five seconds a file, and imports nothing of it."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from webapp.legacyimport.documents import Unreadable
from webapp.legacyimport.objects import data_of

CHILD = Path(__file__).resolve().with_name("child.py")
SECONDS_A_FILE = 5.0
LENGTH = 4
LARGEST_ANSWER = 64 * 1024 * 1024


class PickleReader:
    """Starts the process when the first pickle comes, and another one after each that died of a file."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Give the reader itself."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        """End the process."""
        self._end()

    def read(self, raw: bytes) -> bytes:
        """Return what a pickle holds as JSON, or raise Unreadable."""
        child = self._running()
        watch = threading.Timer(SECONDS_A_FILE, child.kill)
        watch.start()
        try:
            body = _asked(child, raw)
        except OSError:
            body = b""
        finally:
            watch.cancel()
        if not body:
            self._end()
            raise Unreadable("reading it took more than 5 seconds or 512 MB, so it was given up")
        said = json.loads(body)
        if "is_last" in said:  # it ends by itself, but perhaps not before the next file comes
            self._end()
        if "refused" in said:
            raise Unreadable(str(said["refused"]))
        return json.dumps(data_of(said["value"]), ensure_ascii=True).encode()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(  # noqa: S603 - our own program, with no argument from outside
                [sys.executable, "-I", "-S", str(CHILD)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _closed(pipe)


def _closed(pipe: object) -> None:
    """Close a pipe; what was not sent any more is lost on purpose."""
    try:
        pipe.close()  # type: ignore[attr-defined]
    except OSError:
        return


def _asked(child: "subprocess.Popen[bytes]", raw: bytes) -> bytes:
    """Send a frame and return the answer; nothing when the process died."""
    if child.stdin is None or child.stdout is None:
        return b""
    child.stdin.write(len(raw).to_bytes(LENGTH, "big") + raw)
    child.stdin.flush()
    head = child.stdout.read(LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH or length > LARGEST_ANSWER:
        return b""
    body = child.stdout.read(length)
    return body if len(body) == length else b""
