"""./dev up with the smallest product: what a person sees when it starts, fails, stops and is killed."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from devtools.servers import free_port

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
        shutil.copy(PROJECT / "webapp" / "config.py", root / "webapp")

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
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith(READY):
                return process, "".join(lines)
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


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    checkout = Checkout(tmp_path / "a checkout")
    yield checkout
    # In order, never both watchers at once: a worker that is just forking its horse would leave it behind.
    for started in checkout.started:
        started.terminate()
    for started in checkout.started:
        started.communicate(timeout=20)
    assert checkout.processes() == []


def get(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
        return bytes(answer.read())


def gone(processes: list[psutil.Process]) -> bool:
    return psutil.wait_procs(processes, timeout=12)[1] == []


@pytest.mark.fault
class TestUp:
    def test_it_starts_everything_and_stops_everything(self, checkout: Checkout) -> None:
        process, said = checkout.start_until_ready()
        names = {part for found in checkout.processes() for part in found.cmdline()}
        page = get(checkout.port, "/readyz")
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=15)

        assert {"interactive", "sync", "enrichment", "clock", "simulator", "gunicorn"} <= names
        assert page == b"ready"
        assert "progress of eu/argent-dawn/lantern-watch True redis://127.0.0.1 http://127.0.0.1:" in said
        assert f"http://127.0.0.1:{checkout.port}/guilds/eu/argent-dawn/lantern-watch/" in said
        assert (process.returncode, errors, "Stopped" in rest) == (0, "", True)
        assert checkout.processes() == []

    def test_the_second_start_neither_migrates_nor_adds_the_guild(self, checkout: Checkout) -> None:
        process, _ = checkout.start_until_ready()
        process.terminate()
        process.communicate()

        process, said = checkout.start_until_ready()

        assert "is at the newest revision" in said
        assert "is there, and kept fresh" in said
        assert "progress" not in said

    def test_a_killed_start_leaves_nothing_and_the_next_one_works(self, checkout: Checkout) -> None:
        process, _ = checkout.start_until_ready()
        running = checkout.processes()

        process.kill()
        again, _ = checkout.start_until_ready()

        assert len(running) > 10
        assert gone(running)
        assert again.poll() is None

    def test_a_second_one_in_the_same_directory_is_refused(self, checkout: Checkout) -> None:
        process, _ = checkout.start_until_ready()

        code, _, errors = checkout.run("--port", str(free_port()))

        assert (code, errors.count("\n")) == (2, 1)
        assert f"is in use by another ./dev up (process {process.pid})" in errors
        assert get(checkout.port, "/readyz") == b"ready"

    def test_a_crashed_web_is_started_again_and_said(self, checkout: Checkout) -> None:
        process, _ = checkout.start_until_ready()
        gunicorn = next(found for found in checkout.processes() if "gunicorn" in found.cmdline())

        gunicorn.kill()
        time.sleep(0.7)
        until = time.monotonic() + 10
        while time.monotonic() < until and b"ready" not in answer_or_nothing(checkout.port):
            time.sleep(0.05)
        process.terminate()
        _, errors = process.communicate(timeout=15)

        assert "! web was killed by SIGKILL" in errors
        assert "it starts again in 0.5 s" in errors
        assert "! web runs again" in errors

    def test_other_commands_reach_what_runs(self, checkout: Checkout) -> None:
        checkout.start_until_ready()
        running = json.loads((checkout.var / "state.json").read_text())["environment"]

        code, output, errors = checkout.run("guild", "add", "us/area-52/late-night", command="flask")

        assert (code, errors) == (0, "")
        assert running["BATTLENET_API_BASE"] in output

    def test_without_the_demo_the_next_step_names_the_directory(self, checkout: Checkout) -> None:
        own = checkout.root / "own state"
        process, _ = checkout.start_until_ready("--no-demo", "--var", str(own))
        hint = process.stdout.readline() if process.stdout else ""
        process.terminate()
        rest, _ = process.communicate(timeout=15)

        assert f"./dev seed --var '{own}' adds the demo guild\n" in hint
        assert f"./dev up --var '{own}' starts it again.\n" in rest

    def test_a_command_without_it_says_so_first(self, checkout: Checkout) -> None:
        own = checkout.root / "own"
        checkout.environment = {"MUSTER_VAR": str(own)}

        code, output, errors = checkout.run("db", "upgrade", command="flask")

        assert (code, output) == (0, "")
        assert errors == f"dev: nothing runs in {own}; ./dev up --var '{own}' starts it\n"
        assert (own / "muster.db").exists()

    def test_what_it_wrote_is_closed_to_others_and_its_secrets_end_with_it(self, checkout: Checkout) -> None:
        process, _ = checkout.start_until_ready()
        written = [path.stat().st_mode & 0o077 for path in checkout.var.rglob("*")]
        front = psutil.Process(process.pid)

        front.children()[0].kill()
        process.communicate(timeout=15)

        assert len(written) >= 6
        assert set(written) == {0}
        assert not (checkout.var / "state.json").exists()


@pytest.mark.fault
class TestUpWithCredentials:
    @pytest.fixture(autouse=True)
    def _credentials(self, checkout: Checkout) -> None:
        lines = (
            "BATTLENET_CLIENT_ID=a",
            "BATTLENET_CLIENT_SECRET=b",
            "BATTLENET_API_BASE=http://127.0.0.1:9",
        )
        (checkout.root / ".env").write_text("\n".join(lines))

    def test_its_state_is_apart_from_the_demo(self, checkout: Checkout) -> None:
        _, said = checkout.start_until_ready()
        code, output, errors = checkout.run("guild", "add", "us/area-52/late-night", command="flask")

        assert f"its state is in {checkout.var}/battlenet\n" in said
        assert (code, errors) == (0, "")
        assert "http://127.0.0.1:9" in output
        assert [path.name for path in checkout.var.iterdir()] == ["battlenet"]

    def test_the_demo_guild_is_refused(self, checkout: Checkout) -> None:
        code, output, errors = checkout.run(command="seed")

        assert (code, output, errors.count("\n")) == (2, "", 1)
        assert "the demo guild is invented" in errors


def answer_or_nothing(port: int) -> bytes:
    try:
        return get(port, "/readyz")
    except OSError:
        return b""


class TestUpRefuses:
    def test_a_port_in_use(self, checkout: Checkout) -> None:
        with socket.create_server(("127.0.0.1", checkout.port)):
            code, _, errors = checkout.run()

        assert (code, checkout.processes()) == (2, [])
        assert errors == (
            f"dev: port {checkout.port} is in use: choose another with --port, or stop what uses it.\n"
        )

    @pytest.mark.fault
    def test_one_of_two_that_start_at_once_on_one_port(self, checkout: Checkout) -> None:
        both = [
            checkout.start("--port", str(checkout.port), "--var", str(checkout.root / name)) for name in "ab"
        ]

        until = time.monotonic() + 20
        while time.monotonic() < until and all(process.poll() is None for process in both):
            time.sleep(0.05)
        loser = next(process for process in both if process.poll() is not None)
        _, errors = loser.communicate()

        assert loser.returncode == 2
        assert errors.startswith(f"dev: port {checkout.port} is in use: choose another with --port")
        assert sum(process.poll() is None for process in both) == 1

    def test_every_setting_that_is_wrong(self, checkout: Checkout) -> None:
        (checkout.root / ".env").write_text("LOG_LEVEL=LOUD\nSYNC_THREADS=0\nDATABASE_URL=mysql://x\n")

        code, output, errors = checkout.run()

        said = [line.split()[:2] for line in errors.splitlines()]
        assert (code, output) == (2, "")
        assert said == [["dev:", "DATABASE_URL"], ["dev:", "SYNC_THREADS"], ["dev:", "LOG_LEVEL"]]
        assert not (checkout.var / "muster.db").exists()

    def test_half_of_the_credentials(self, checkout: Checkout) -> None:
        checkout.environment = {"BATTLENET_CLIENT_ID": "a"}

        code, _, errors = checkout.run()

        assert code == 2
        assert errors == "dev: BATTLENET_CLIENT_ID and BATTLENET_CLIENT_SECRET must be set together\n"

    def test_a_broken_dotenv_by_the_number_of_its_line(self, checkout: Checkout) -> None:
        (checkout.root / ".env").write_text("# secrets\nSECRET_KEY=hidden\nBATTLENET_CLIENT_ID hidden-too\n")

        code, _, errors = checkout.run()

        assert code == 2
        assert errors == f"dev: {checkout.root}/.env line 3 is not of the form NAME=value.\n"

    def test_a_missing_module_of_the_product(self, checkout: Checkout) -> None:
        with (checkout.root / "webapp" / "__init__.py").open("a") as file:
            file.write("import no_such_module\n")

        code, _, errors = checkout.run()

        assert (code, errors.count("\n")) == (2, 1)
        assert "No module named 'no_such_module'" in errors
        assert checkout.processes() == []

    def test_a_missing_module_of_devtools(self, checkout: Checkout) -> None:
        (checkout.root / "devtools" / "terminal.py").unlink()

        code, _, errors = checkout.run()

        assert code == 2
        assert errors == (
            "dev: the Python module devtools.terminal is missing: remove .venv, then run ./dev again.\n"
        )

    def test_a_directory_that_cannot_be_written(self, checkout: Checkout) -> None:
        (checkout.root / "file").touch()

        code, _, errors = checkout.run("--var", str(checkout.root / "file" / "var"))

        assert (code, errors.count("\n")) == (2, 1)
        assert "choose another with --var" in errors

    @pytest.mark.parametrize("words", [("--port", "0"), ("--port", "http"), ("--members", "-3")])
    def test_a_bad_value(self, checkout: Checkout, words: tuple[str, ...]) -> None:
        code, _, errors = checkout.run(*words)

        assert code == 2
        assert "is not a whole number from 1 to" in errors.splitlines()[-1]
