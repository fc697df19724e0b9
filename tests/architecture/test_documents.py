"""Each command that the documents for operators give to one machine does what they say."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from tests.architecture.documents import commands
from tests.architecture.sources import ROOT
from tests.support.signed_in import signed_in
from webapp.extensions import db
from webapp.lib.setting_values import whole

DOCS = ROOT / "docs"
STATE = "/var/lib/muster"
BACKUP = "muster-20261121T043000Z.sqlite"
PROGRAMS = Path(sys.executable).parent
UNITS = sorted((DOCS / "deploy" / "systemd").iterdir())


class Machine:
    """One machine with its state in a folder of the test: commands of the app run in this process."""

    def __init__(self, app: Flask, state: Path) -> None:
        self._app, self._state = app, state

    def do(self, command: str) -> tuple[int, str]:
        """Run a command as it stands in a document; return its exit code and what it said."""
        self._settle()
        words = shlex.split(command.replace(STATE, str(self._state)))
        if words[:3] == ["flask", "--app", "webapp"]:
            result = self._app.test_cli_runner().invoke(args=words[3:])
            return result.exit_code, result.output
        if words[0] == "curl":
            answer = self._app.test_client().get(words[-1])
            return int(answer.status_code >= 400), answer.text
        program = shutil.which(words[0], path=str(PROGRAMS)) or words[0]
        done = subprocess.run([program, *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    def _settle(self) -> None:
        """Let go of the database, as a process that ends does; call a backup as the examples do."""
        with self._app.app_context():
            db.engine.dispose()
        for backup in self._state.glob("backups/*.sqlite"):
            backup.rename(backup.with_name(BACKUP))


@pytest.fixture
def machine(app: Flask, tmp_path: Path) -> Machine:
    """Give a machine whose database is one revision behind, as at a deployment."""
    signed_in(app)
    machine = Machine(app, tmp_path)
    assert machine.do("flask --app webapp db downgrade")[0] == 0
    return machine


class TestCommands:
    @pytest.mark.parametrize("name", ["deployment.md", "migrations.md"])
    def test_each_works_where_it_stands(self, machine: Machine, name: str) -> None:
        done = [(command, *machine.do(command)) for command in commands(DOCS / name)]

        assert len(done) > 5
        assert [one for one in done if one[1] != 0] == []

    def test_blocks_inside_of_lists_are_read_too(self, tmp_path: Path) -> None:
        document = tmp_path / "a.md"
        document.write_text("1. So:\n\n   ```console\n   $ ls   # all\n   a.md\n   ```\n\n```sh\nrm\n```\n")

        assert list(commands(document)) == ["ls"]


class TestUnits:
    def test_systemd_understands_each(self, tmp_path: Path) -> None:
        if shutil.which("systemd-analyze") is None:
            pytest.skip("no systemd here")
        for unit in UNITS:
            text = unit.read_text(encoding="utf-8").replace("/srv/muster/app/.venv/bin/", f"{PROGRAMS}/")
            (tmp_path / unit.name.replace("@", "@8000")).write_text(text)

        verify = ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.glob("muster-*")))]
        done = subprocess.run(verify, capture_output=True, text=True, check=False)

        assert [line for line in done.stderr.splitlines() if "muster-" in line] == []

    def test_each_program_that_they_start_is_ours(self) -> None:
        for unit in UNITS:
            parsed = configparser.ConfigParser(interpolation=None, strict=False)
            parsed.read(unit)
            if start := parsed.get("Service", "ExecStart", fallback=""):
                program, *words = start.split()
                assert (PROGRAMS / Path(program).name).exists()
                assert [word for word in words if word.endswith(".py") and not (ROOT / word).is_file()] == []


class TestProxy:
    def test_it_counts_as_the_one_hop_that_the_document_sets(self) -> None:
        nginx = (DOCS / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        (hops,) = re.findall(r"^PROXY_HOPS=(.*)$", (DOCS / "deployment.md").read_text("utf-8"), re.MULTILINE)

        handed_on = dict(re.findall(r"proxy_set_header (\S+) +(\S+);", nginx))

        assert whole(0, 9)(hops) == nginx.count("proxy_pass ") == 1
        assert handed_on == {
            "Connection": '""',
            "Host": "$host",
            "X-Forwarded-Proto": "$scheme",
            "X-Forwarded-For": "$proxy_add_x_forwarded_for",
            "X-Forwarded-Host": '""',
        }
        assert nginx.count("{") == nginx.count("}")
