"""The stub ./dev in a checkout of its own, whose requirements are empty so that pip needs no network."""

import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

STUB = Path(__file__).parents[2] / "dev"
SHOW = "import sys; print('devtools', *sys.argv[1:])"
# Runs the stub as if by another interpreter.
PRETEND = (
    "import runpy, sys; {change}; sys.argv = [{stub!r}, 'up']; runpy.run_path({stub!r}, run_name='__main__')"
)


class Checkout:
    """A folder with the stub, empty requirements and a devtools that shows its arguments."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stamp = root / ".venv" / "requirements.sha256"
        (root / "devtools").mkdir(parents=True)
        (root / "devtools" / "__main__.py").write_text(SHOW)
        shutil.copy(STUB, root / "dev")
        self.require("")

    def require(self, text: str) -> None:
        (self.root / "requirements.txt").write_text("")
        (self.root / "requirements-dev.txt").write_text(text)

    def leave_half_made(self) -> None:
        """Leave what a kill leaves while pip installs: a pip that is found, and too few packages."""
        venv.create(self.root / ".venv", symlinks=True)
        (packages,) = (self.root / ".venv").glob("lib/python*/site-packages")
        (packages / "pip.py").touch()
        self.stamp.write_text("unfinished")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": "/usr/bin:/bin", "HOME": "", "PYTHONPATH": "/nonsense", "PIP_USER": "1"}
        return self._call([sys.executable, str(self.root / "dev"), *words], environment)

    def pretend(self, change: str, path: str = "") -> subprocess.CompletedProcess[str]:
        """Run the stub after a change to `sys`, with a PATH of ours."""
        program = PRETEND.format(change=change, stub=str(self.root / "dev"))
        return self._call([sys.executable, "-c", program], {"PATH": path or "/nonexistent"})

    def _call(self, words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(words, cwd="/", env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    checkout = Checkout(tmp_path_factory.mktemp("a path") / "with spaces")
    checkout.leave_half_made()
    done = checkout.run("up", "--port", "1")
    assert done.stdout.splitlines()[-1] == "devtools up --port 1", done.stderr
    return checkout


@pytest.fixture
def prepared(made: Checkout) -> Iterator[Checkout]:
    """Give a checkout whose virtual environment is made, with empty requirements."""
    yield made
    made.require("")
    made.run()


class TestVirtualEnvironment:
    def test_it_is_left_alone_while_the_requirements_are_the_same(self, prepared: Checkout) -> None:
        before = prepared.stamp.stat().st_mtime_ns

        done = prepared.run("help")

        assert (done.stdout, done.stderr) == ("devtools help\n", "")
        assert prepared.stamp.stat().st_mtime_ns == before

    def test_changed_requirements_are_installed(self, prepared: Checkout) -> None:
        before = prepared.stamp.read_text()
        prepared.require("# one more\n")

        done = prepared.run("help")

        assert "installing the pinned packages" in done.stdout
        assert prepared.stamp.read_text() not in {before, "", "unfinished"}

    def test_one_that_a_kill_left_half_made_is_made_anew(self, prepared: Checkout) -> None:
        left_over = prepared.root.glob(".venv/lib/python*/site-packages/pip.py")

        assert list(left_over) == []
        assert prepared.stamp.read_text() not in {"", "unfinished"}

    def test_a_failing_pip_is_one_clear_line_and_is_tried_again(self, prepared: Checkout) -> None:
        prepared.require("--no-index\nno-such-package==1\n")

        done = prepared.run("help")

        assert done.returncode == 2
        assert done.stderr.startswith("dev: pip cannot install the packages")
        assert "no-such-package" in done.stderr
        assert done.stderr.count("\n") == 1
        assert prepared.stamp.read_text() == ""


class TestInterpreter:
    def test_an_old_python_is_told_what_to_install(self, tmp_path: Path) -> None:
        done = Checkout(tmp_path / "old").pretend(
            "sys.version_info = (3, 9, 2); sys.version = '3.9.2 (main)'"
        )

        assert done.returncode == 2
        assert done.stderr == "dev: Python 3.9.2 is too old: install Python 3.11 or newer.\n"

    def test_a_newer_python_on_the_path_takes_over(self, tmp_path: Path) -> None:
        newer = tmp_path / "bin" / "python3.12"
        newer.parent.mkdir()
        newer.write_text('#!/bin/sh\necho "newer $@"\n')
        newer.chmod(0o755)

        checkout = Checkout(tmp_path / "old")
        done = checkout.pretend("sys.version_info = (3, 9, 2)", path=str(newer.parent))

        assert done.stdout == f"newer {checkout.root / 'dev'} up\n"

    def test_a_python_without_venv_is_told_which_package_to_install(self, tmp_path: Path) -> None:
        done = Checkout(tmp_path / "bare").pretend("sys.executable = '/bin/false'")

        assert done.returncode == 2
        assert "apt-get install python3-venv" in done.stderr
        assert done.stderr.count("\n") == 1

    def test_the_stub_stays_a_stub(self) -> None:
        assert len(STUB.read_text().splitlines()) <= 60
