"""./dev up with the smallest product: what a person sees when it starts, stops and is killed."""

import json
import signal
import time
import urllib.request
from collections.abc import Iterator

import psutil
import pytest

from devtools.servers import free_port
from tests.devtools.checkout import READY, Checkout
from tests.devtools.conftest import ended


def get(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
        return bytes(answer.read())


def gone(processes: list[psutil.Process]) -> bool:
    return psutil.wait_procs(processes, timeout=12)[1] == []


@pytest.fixture(scope="class")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """Give a checkout in which ./dev up runs, for what does not change it."""
    with ended(Checkout(tmp_path_factory.mktemp("running") / "a checkout")) as checkout:
        checkout.start_until_ready()
        yield checkout


@pytest.mark.fault
class TestUp:
    def test_it_starts_everything_and_stops_everything(self, checkout: Checkout) -> None:
        process, said = checkout.start_until_ready()
        said += checkout.read_until(process, "a past of the demo guild is made up")
        names = {part for found in checkout.processes() for part in found.cmdline()}
        page = get(checkout.port, "/readyz")
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=15)

        assert {"interactive", "sync", "enrichment", "clock", "simulator", "gunicorn"} <= names
        assert page == b"ready"
        assert "progress of eu/argent-dawn/lantern-watch True redis://127.0.0.1 http://127.0.0.1:" in said
        assert f"http://127.0.0.1:{checkout.port}/\n" in said
        assert (process.returncode, errors) == (0, "")
        assert "Sign in there" in said
        assert "/_control: docs/simulator.md" in said
        assert "Stopped" in rest
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

    def test_a_worker_killed_during_the_first_sync_is_started_again(self, checkout: Checkout) -> None:
        gate = checkout.root / "gate"
        checkout.environment = {"GATE": str(gate)}
        process = checkout.start()
        checkout.read_until(process, "first look")
        worker = next(found for found in checkout.processes() if found.cmdline()[-1] == "sync")

        worker.kill()
        line = process.stderr.readline() if process.stderr else ""
        time.sleep(0.7)
        gate.touch()
        said = checkout.read_until(process, READY)
        process.terminate()
        _, errors = process.communicate(timeout=15)

        assert line == "! sync was killed by SIGKILL; it starts again in 0.5 s\n"
        assert errors == "! sync runs again\n"
        assert "progress of eu/argent-dawn/lantern-watch" in said

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
        hint = f"./dev up --var '{own}' starts it, --var DIR is another folder"
        assert errors == f"dev: nothing runs in {own}; {hint}\n"
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
class TestWhileItRuns:
    def test_a_second_one_in_the_same_directory_is_refused(self, running: Checkout) -> None:
        (front, *_) = running.started

        code, _, errors = running.run("--port", str(free_port()))

        assert (code, errors.count("\n")) == (2, 1)
        assert f"is in use by another ./dev up (process {front.pid})" in errors
        assert get(running.port, "/readyz") == b"ready"

    def test_other_commands_reach_what_runs(self, running: Checkout) -> None:
        environment = json.loads((running.var / "state.json").read_text())["environment"]

        code, output, errors = running.run("guild", "add", "us/area-52/late-night", command="flask")

        assert (code, errors) == (0, "")
        assert environment["BATTLENET_API_BASE"] in output


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

    @pytest.mark.parametrize("site", ["", "https://muster.example/"])
    def test_it_says_which_redirect_address_to_register(self, checkout: Checkout, site: str) -> None:
        checkout.environment = {"PUBLIC_URL": site}

        process, said = checkout.start_until_ready()
        hint = checkout.read_until(process, "Redirect address")

        assert said.endswith(f" s: http://localhost:{checkout.port}/\n")
        registered = site or f"http://localhost:{checkout.port}/"
        assert hint.endswith(f" at Battle.net: {registered}sign-in/callback\n")

    def test_the_demo_guild_is_refused(self, checkout: Checkout) -> None:
        code, output, errors = checkout.run(command="seed")

        assert (code, output, errors.count("\n")) == (2, "", 1)
        assert "the demo guild is invented" in errors


def answer_or_nothing(port: int) -> bytes:
    try:
        return get(port, "/readyz")
    except OSError:
        return b""
