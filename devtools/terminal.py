"""What a person reads: stages, sentences, and problems that end a command."""

import contextlib
import sys
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

WIDTH = 12  # letters of the longest stage name


class Problem(Exception):
    """A sentence that says what is wrong and what to do; it ends the command with exit code 2."""


def say(sentence: str = "") -> None:
    """Print one line at once; a terminal that is gone is no reason to stop working."""
    with contextlib.suppress(OSError):
        print(sentence, flush=True)


def complain(sentence: str) -> None:
    """Print one line to standard error; on a terminal it takes the place of a bar that stands there."""
    with contextlib.suppress(OSError):
        over = "\r\x1b[K" if sys.stderr.isatty() else ""
        print(f"{over}{sentence}", file=sys.stderr, flush=True)


class Stage:
    """One line of a start: what it is, what came of it, how many seconds it took."""

    def __init__(self, name: str) -> None:
        self.outcome = "ready"
        self._name = name
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            say(f"  {self._name:<{WIDTH}} {self.outcome}  ({time.monotonic() - self._began:.1f} s)")


@contextlib.contextmanager
def problems_end_the_command() -> Iterator[None]:
    """Turn a Problem into its sentence on standard error and exit code 2."""
    try:
        yield
    except Problem as problem:
        complain(f"dev: {problem}")
        raise SystemExit(2) from None
