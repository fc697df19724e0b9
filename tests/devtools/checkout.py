"""A checkout of the smallest product, for tests that run ./dev in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil

from devtools.servers import free_port
from devtools.settings import NEEDED

PROJECT = Path(__file__).parents[2]
READY = "Muster is ready"


class Checkout:
    """A folder with our devtools beside the smallest product."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.var = root / "var"
        self.port = free_port()
        self.started: list[subprocess.Popen[str]] = []
        self.environment: dict[str, str] = {}  # what the person set
        shutil.copytree(PROJECT / "devtools", root / "devtools")
        shutil.copytree(Path(__file__).parent / "product", root, dirs_exist_ok=True)
        (root / "webapp" / "lib").mkdir()
        for settings in ("config.py", *(f"lib/{one}.py" for one in NEEDED)):
            shutil.copy(PROJECT / "webapp" / settings, root / "webapp" / settings)

    def start(self, *words: str, command: str = "up") -> subprocess.Popen[str]:
        """Start a command of ./dev with the environment of a person who set nothing."""
        arguments = words or (("--port", str(self.port)) if command == "up" else ())
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "devtools", command, *arguments], cwd="/",
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(self.root), "PYTHONDONTWRITEBYTECODE": "1",
                 **self.environment},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def start_until_ready(self, *words: str) -> tuple[subprocess.Popen[str], str]:
        """Start ./dev up and read its lines until it says that it is ready."""
        process = self.start("--port", str(self.port), *words)
        return process, self.read_until(process, READY)

    def read_until(self, process: subprocess.Popen[str], beginning: str) -> str:
        """Read the lines of a command until one begins so; return them."""
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith(beginning):
                return "".join(lines)
        raise AssertionError("".join(lines) + process.communicate()[1])

    def run(self, *words: str, command: str = "up") -> tuple[int, str, str]:
        process = self.start(*words, command=command)
        output, errors = process.communicate(timeout=30)
        return process.returncode, output, errors

    def processes(self) -> list[psutil.Process]:
        """Return everything that runs with this checkout's folder in its environment or its words."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            marks = [process.environ().get("PYTHONPATH", ""), process.cwd(), *process.cmdline()]
        except psutil.Error:
            return False
        return process.pid != os.getpid() and any(str(self.root) in mark for mark in marks)
