"""The programs of a running Muster, and in what order they stop."""

from collections.abc import Callable, Mapping
from pathlib import Path

from devtools.environment import ROOT, app_command, flask_command
from devtools.servers import RunningServer, ServerUnavailable, start_redis
from devtools.supervisor import Process, Program, command
from devtools.terminal import Problem

WORKERS = ("interactive", "sync", "enrichment")
GUNICORN = app_command("-m", "gunicorn", "--config", "python:webapp.server")
FIRST, SECOND, LAST = 1, 2, 3  # turns at the end: who works, whom they call, where they write


def redis(directory: Path, port: int) -> Program:
    """Return the embedded Redis-compatible server, at the same port after a crash."""

    def launch() -> Process:
        return launched(lambda: start_redis(directory, port=port))

    return Program("redis", launch, stop_turn=LAST, grace=2.0)


def launched(start: Callable[[], RunningServer]) -> Process:
    """Return the process of a server that starts by a function; Problem when this machine has no way."""
    try:
        process = start().process
    except ServerUnavailable as error:
        raise Problem(str(error)) from error
    if process is None:
        raise Problem("a server of somebody else cannot be supervised")
    return process


def simulator(environment: Mapping[str, str], *, port: int, members: int) -> Program:
    """Return the stand-in for Battle.net."""
    words = app_command("-m", "simulator", "--port", str(port), "--members", str(members))
    return Program(
        "simulator", command(*words, environment=environment, directory=ROOT), stop_turn=SECOND, grace=2.0
    )


def web(environment: Mapping[str, str], *, port: int) -> Program:
    """Return the web server; webapp/server.py holds its options."""
    own = {**environment, "HOST": "127.0.0.1", "PORT": str(port)}  # some shells export HOST
    return Program("web", command(*GUNICORN, environment=own, directory=ROOT), stop_turn=FIRST)


def background(environment: Mapping[str, str]) -> list[Program]:
    """Return one worker for each queue, and the clock."""
    return [
        Program(
            name,
            command(*app_command(str(ROOT / "worker.py"), name), environment=environment, directory=ROOT),
            stop_turn=FIRST,
        )
        for name in (*WORKERS, "clock")
    ]


def migration(environment: Mapping[str, str]) -> Program:
    """Return the program that brings the database to the newest revision, and ends."""
    words = flask_command("db", "upgrade")
    return Program("migration", command(*words, environment=environment, directory=ROOT))


def first_sync(environment: Mapping[str, str], guild: str) -> Program:
    """Return the program that adds a guild and shows the progress of its first sync, and ends."""
    words = flask_command("guild", "add", guild, "--follow")
    return Program("first-sync", command(*words, environment=environment, directory=ROOT, shown=True))


def made_up_past(environment: Mapping[str, str]) -> Program:
    """Return the program that makes up a past of the demo guild, where it has none, and ends."""
    words = app_command("-m", "devtools.past")
    return Program("past", command(*words, environment=environment, directory=ROOT, shown=True))
