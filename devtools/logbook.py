"""Where the lines of supervised programs go: to a file each, and the errors among them to the terminal."""

import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LARGEST_FILE = 10_000_000  # bytes; then it becomes NAME.log.1
REMEMBERED = 20  # lines, to say why a program ended
EXCEPTION = re.compile(r"[\w.]+(Error|Exception): ")
MISSING_MODULE = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")
LOUD_LEVELS = frozenset({"error", "critical"})
DETAILS = ("error", "path", "job", "guild", "run")


class Logbook:
    """The log of one program."""

    def __init__(self, directory: Path, name: str, tell: Callable[[str], None]) -> None:
        self.path = directory / f"{name}.log"
        self.last_lines: deque[str] = deque(maxlen=REMEMBERED)
        self._name = name
        self._tell = tell
        self._told = ""
        self._rest = b""

    def write(self, chunk: bytes) -> None:
        """Take what the program wrote, which need not end at the end of a line."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if lines:
            self._write_lines([line.decode(errors="replace").rstrip("\r") for line in lines])

    def last_words(self) -> str:
        """Return the line that says best why a program ended: its last exception, else its last sentence."""
        lines = [line.strip() for line in self.last_lines if line.strip()]
        exceptions = [line for line in lines if EXCEPTION.match(line)]
        sentences = [
            line for line in lines if not line.startswith(("[", "{"))
        ]  # those are gunicorn's and ours
        return _with_cure((exceptions or sentences or lines or [""])[-1][:300])

    def end_line(self) -> None:
        """Write the last line, even when the program did not end it."""
        if self._rest:
            self.write(b"\n")

    def _write_lines(self, lines: list[str]) -> None:
        if self.path.exists() and self.path.stat().st_size > LARGEST_FILE:
            self.path.replace(self.path.with_suffix(".log.1"))
        with self.path.open("a", encoding="utf-8", errors="replace") as file:
            file.writelines(f"{datetime.now(UTC):%H:%M:%S} {self._name:<12}| {line}\n" for line in lines)
        self.last_lines.extend(lines)
        for line in lines:
            error = error_in(line)
            if error and error != self._told:  # a program that fails in a loop says so once
                self._told = error
                self._tell(f"{self._name}: {error} ({self.path})")


def error_in(line: str) -> str | None:
    """Return what a person should hear of a log line: the event of an error, or of an exception."""
    if line.startswith("Traceback (most recent call last)"):
        return "an exception was not caught"
    if not line.startswith("{"):
        return None
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    if not isinstance(entry, Mapping) or str(entry.get("level", "")).lower() not in LOUD_LEVELS:
        return None
    return _summary(entry)


def _with_cure(words: str) -> str:
    """Return last words, with what to do where every machine can be helped in the same way."""
    missing = MISSING_MODULE.match(words)
    if missing is None:
        return words
    return f"the Python module {missing[1]} is missing: delete .venv and run ./dev up again"


def _summary(entry: Mapping[str, Any]) -> str:
    details = [f"{key}={entry[key]}" for key in DETAILS if key in entry]
    return " ".join([str(entry.get("event", "error")), *details])[:200]
