"""The supervisor with real processes: crashes, orderly ends, and no orphan whoever is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from devtools.supervisor import Program, Supervisor, command
from devtools.terminal import Problem

ROOT = Path(__file__).parents[2]
# A worker as RQ has them: it forks a work horse into a process group of its own. Both ignore nothing.
WORKER = """
import os, time
if os.fork() == 0:
    os.setpgrp()
    os.write(1, b"horse %d\\n" % os.getpid())
    time.sleep(60)
os.write(1, b"worker %d\\n" % os.getpid())
time.sleep(60)
"""
STACK = f"""
import os, sys
from pathlib import Path
from devtools.guardian import run_guarded
from devtools.supervisor import Program, Supervisor, command

def supervise():
    supervisor = Supervisor(Path(sys.argv[1]), print)
    supervisor.obey_signals()
    try:
        print("supervisor", os.getpid(), flush=True)
        supervisor.start(Program("worker", command(sys.executable, "-c", {WORKER!r}, environment=os.environ,
                                                   directory=Path("/"))))
        supervisor.watch()
    finally:
        supervisor.stop()
    return 0

sys.exit(run_guarded(supervise))
"""


def eventually(is_so: Callable[[], object], *, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.02)
    return False


def python(program: str) -> Callable[[], subprocess.Popen[bytes]]:
    return command(sys.executable, "-c", program, environment=os.environ, directory=Path("/"))


def looked_after(supervisor: Supervisor) -> bool:
    supervisor.look_after(0.02)
    return True


class Stack:
    """A guarded supervisor with one worker and its work horse."""

    def __init__(self, directory: Path) -> None:
        self.log = directory / "worker.log"
        self.front = subprocess.Popen(
            [sys.executable, "-c", STACK, str(directory)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert self.front.stdout is not None
        self.supervisor = psutil.Process(int(self.front.stdout.readline().split()[1]))
        assert eventually(lambda: self.log.exists() and self.log.read_text().count("\n") >= 2)
        self.below = [psutil.Process(pid) for pid in self._pids()]

    def _pids(self) -> list[int]:
        return [int(line.split()[-1]) for line in self.log.read_text().splitlines()]

    def end(self) -> None:
        for process in [self.supervisor, *self.below]:
            if process.is_running():
                process.kill()
        self.front.kill()
        self.front.communicate()


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    stack = Stack(tmp_path)
    yield stack
    stack.end()


class TestNoOrphans:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_a_stop_signal_ends_everything(self, stack: Stack, number: signal.Signals) -> None:
        stack.front.send_signal(number)
        code = stack.front.wait(timeout=30)

        assert code == 0
        assert not any(process.is_running() for process in [stack.supervisor, *stack.below])

    def test_killing_the_front_ends_everything(self, stack: Stack) -> None:
        stack.front.kill()

        assert psutil.wait_procs([stack.supervisor, *stack.below], timeout=10)[1] == []

    def test_killing_the_supervisor_ends_everything(self, stack: Stack) -> None:
        stack.supervisor.kill()
        code = stack.front.wait(timeout=10)

        assert code == 128 + signal.SIGKILL
        assert not any(process.is_running() for process in stack.below)

    def test_a_killed_worker_takes_its_work_horse_along_and_is_started_again(self, stack: Stack) -> None:
        worker_first = sorted(stack.below, key=lambda process: process.ppid() != stack.supervisor.pid)

        worker_first[0].kill()

        assert psutil.wait_procs(stack.below, timeout=5)[1] == []
        assert eventually(lambda: stack.log.read_text().count("horse") == 2)


class TestSupervisor:
    def test_a_crash_is_told_with_its_last_words_and_the_delay_grows(self, tmp_path: Path) -> None:
        told: list[str] = []
        supervisor = Supervisor(tmp_path, told.append)
        crasher = Program(
            "crasher", python("import time; time.sleep(0.2); raise SystemExit('no memory left')")
        )

        supervisor.start(crasher)
        supervisor.has_started()
        eventually(lambda: looked_after(supervisor) and len(told) >= 3)
        supervisor.stop()

        assert told[0].startswith("crasher ended with code 1: ")
        assert "no memory left" in told[0]
        assert [words.split(" in ")[-1] for words in told[::2]] == ["0.5 s", "1 s"]

    def test_a_killed_program_is_told_without_a_line_of_its_log(self, tmp_path: Path) -> None:
        told: list[str] = []
        supervisor = Supervisor(tmp_path, told.append)
        pid = supervisor.start(Program("sync", python("import time; print('x', flush=True); time.sleep(9)")))
        eventually(lambda: looked_after(supervisor) and (tmp_path / "sync.log").exists())
        supervisor.has_started()

        os.kill(pid, signal.SIGKILL)
        eventually(lambda: looked_after(supervisor) and told)
        supervisor.stop()

        assert told == ["sync was killed by SIGKILL; it starts again in 0.5 s"]

    def test_a_program_that_ends_during_the_start_is_a_problem(self, tmp_path: Path) -> None:
        supervisor = Supervisor(tmp_path, print)
        supervisor.start(
            Program("web", python("raise SystemExit('DATABASE_URL must begin with sqlite:///')"))
        )

        with pytest.raises(Problem, match=r"web ended with code 1: .*DATABASE_URL must begin"):
            supervisor.wait_until(lambda: False, seconds=5, what="web")

    def test_a_program_that_never_answers_is_a_problem(self, tmp_path: Path) -> None:
        supervisor = Supervisor(tmp_path, print)

        with pytest.raises(Problem, match="web did not answer within 0 s"):
            supervisor.wait_until(lambda: False, seconds=0.1, what="web")

    def test_a_program_that_ignores_the_wish_to_stop_is_killed(self, tmp_path: Path) -> None:
        deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
        supervisor = Supervisor(tmp_path, print)
        pid = supervisor.start(Program("deaf", python(deaf), grace=0.3))
        eventually(lambda: looked_after(supervisor) and (tmp_path / "deaf.log").exists())

        supervisor.stop()

        assert not psutil.pid_exists(pid)

    def test_those_who_are_called_stop_after_those_who_call_them(self, tmp_path: Path) -> None:
        order: list[str] = []
        note = "import signal, sys, time; signal.signal(15, lambda *_: sys.exit(print(time.monotonic()))); print(1, flush=True); time.sleep(60)"  # noqa: E501
        supervisor = Supervisor(tmp_path, order.append)
        for name, turn in (("redis", 2), ("worker", 1)):
            supervisor.start(Program(name, python(note), stop_turn=turn))
        eventually(lambda: looked_after(supervisor) and len(list(tmp_path.glob("*.log"))) == 2)

        supervisor.stop()

        ended = {
            name: float((tmp_path / f"{name}.log").read_text().split()[-1]) for name in ("redis", "worker")
        }
        assert ended["worker"] < ended["redis"]

    def test_the_last_words_are_kept_without_an_end_of_line(self, tmp_path: Path) -> None:
        supervisor = Supervisor(tmp_path, print)

        supervisor.complete(Program("task", python("print('done', end='')")))

        assert (tmp_path / "task.log").read_text().endswith("task        | done\n")
