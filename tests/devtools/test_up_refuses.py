"""./dev up with something wrong: one sentence for each, and nothing left running."""

import socket
import time

import pytest

from tests.devtools.checkout import Checkout


class TestUpRefuses:
    def test_a_port_in_use(self, checkout: Checkout) -> None:
        with socket.create_server(("127.0.0.1", checkout.port)):
            code, _, errors = checkout.run()

        assert (code, checkout.processes()) == (2, [])
        assert errors == (
            f"dev: port {checkout.port} is in use: choose another with --port, or stop what uses it.\n"
        )

    def test_a_port_in_use_before_it_makes_a_folder(self, checkout: Checkout) -> None:
        with socket.create_server(("127.0.0.1", checkout.port)):
            code, _, _ = checkout.run("--port", str(checkout.port), "--var", str(checkout.root / "new"))

        assert (code, (checkout.root / "new").exists()) == (2, False)

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

        log = checkout.var / "log" / "migration.log"
        assert code == 2
        assert errors == (
            "dev: migration ended with code 2: the Python module no_such_module is missing:"
            f" delete .venv and run ./dev up again ({log})\n"
        )
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
