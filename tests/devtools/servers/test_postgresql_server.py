"""The throw-away PostgreSQL, as a real process."""

import os
import shutil
import site
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from devtools.servers import start_postgresql
from devtools.servers.account import ServerAccount, choose_account
from devtools.servers.postgresql_server import PREFIX, installations

ROOT = Path(__file__).parents[3]
START_AND_ASK = """
import os, sys
from pathlib import Path
import psycopg
from devtools.servers import start_postgresql
with start_postgresql(Path(sys.argv[1])) as server, psycopg.connect(server.url) as connection:
    print(connection.execute("select 41 + 1").fetchone()[0], os.geteuid())
"""

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(
        not any(True for _ in installations()), reason="no PostgreSQL: apt-get install postgresql"
    ),
]
NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


CAN_READ = "import os, sys; sys.exit(not all(os.access(path, os.R_OK | os.X_OK) for path in sys.argv[1:]))"


def as_nobody(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program as an unprivileged user, with an interpreter that this user can reach."""
    paths = os.pathsep.join((str(ROOT), *site.getsitepackages()))
    for interpreter in (sys.executable, "/usr/bin/python3"):
        try:
            return subprocess.run(
                [interpreter, "-c", program, *arguments], user=NOBODY, group=NOBODY, extra_groups=[], cwd="/",
                env={"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        except OSError:
            continue
    pytest.skip("no interpreter that an ordinary user can reach")


@pytest.fixture
def home_of_nobody() -> Iterator[Path]:
    """Give a folder of an unprivileged user, or skip where this user cannot read our code."""
    closed = as_nobody(CAN_READ, str(ROOT), *site.getsitepackages()).returncode
    if closed:
        pytest.skip(f"an ordinary user cannot read {ROOT} or its packages")
    home = Path(tempfile.mkdtemp(dir="/tmp"))  # pytest's own folder is closed to others
    os.chown(home, NOBODY, NOBODY)
    yield home
    shutil.rmtree(home)


@pytest.fixture(autouse=True)
def _no_server_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL_TEST", raising=False)


class TestStartPostgresql:
    def test_it_answers_without_fsync_and_leaves_nothing_behind(self, tmp_path: Path) -> None:
        server = start_postgresql(tmp_path)
        assert server is not None
        with psycopg.connect(server.url) as connection:
            fsync = connection.execute("show fsync").fetchone()

        server.stop()

        assert fsync == ("off",)
        assert not psutil.pid_exists(server.pid)
        assert server.owned_directory is not None
        assert not server.owned_directory.exists()

    def test_it_wants_its_password(self, tmp_path: Path) -> None:
        server = start_postgresql(tmp_path)
        assert server is not None
        stranger = server.url.split(":")[0] + "://muster:wrong@" + server.url.split("@")[1]

        with server, pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(stranger)

    def test_a_server_of_the_environment_is_used_and_left_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATABASE_URL_TEST", "postgresql://somebody@127.0.0.1/test")

        server = start_postgresql(tmp_path)

        assert server is not None
        assert (server.url, server.pid) == ("postgresql://somebody@127.0.0.1/test", 0)

    def test_what_a_killed_run_left_is_cleared_away(self, tmp_path: Path) -> None:
        account = choose_account()
        parent = Path(tempfile.gettempdir()) if account.is_other else tmp_path  # the folder that root uses
        left_over = parent / f"{PREFIX}4194399-left"  # above the highest pid that Linux gives
        left_over.mkdir(exist_ok=True)

        server = start_postgresql(tmp_path)

        assert server is not None
        server.stop()
        assert not left_over.exists()

    @as_root
    def test_an_ordinary_user_can_start_it(self, home_of_nobody: Path) -> None:
        done = as_nobody(START_AND_ASK, str(home_of_nobody))

        assert (done.stdout, done.stderr) == ("42 65534\n", "")


class TestServerAccount:
    @as_root
    def test_binaries_below_a_closed_folder_are_copied(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed" / "package" / "pginstall" / "bin"
        closed.mkdir(parents=True)
        (closed / "postgres").write_text("#!/bin/sh\nexit 0\n")
        (closed / "postgres").chmod(0o755)
        (tmp_path / "closed").chmod(0o700)
        account = ServerAccount(65534, 65534, is_other=True)

        reachable = account.reach(closed, tmp_path)

        assert reachable == tmp_path / "copy" / "package" / "pginstall" / "bin"
        assert (reachable / "postgres").exists()
