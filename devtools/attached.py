"""Commands of the app in the environment of the running ./dev up, or in one of their own."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from devtools.environment import ROOT, app_command, base_environment, flask_command, has
from devtools.place import Place, find_place
from devtools.servers import ServerUnavailable, start_redis
from devtools.state import StateDirectory
from devtools.terminal import Problem, complain, say
from devtools.up import DEMO


def flask(arguments: Sequence[str]) -> int:
    """Run any command of the app, such as `flask sync status`."""
    place, words = read_var(arguments)
    if place.state.running() is None:
        start = f"./dev up{place.words} starts it, --var DIR is another folder"
        complain(f"dev: nothing runs in {place.state.path}; {start}")
    with attached_environment(place.state) as environment:
        return _run(flask_command(*words), environment)


def shell(arguments: Sequence[str]) -> int:
    """Open a Python shell inside the app."""
    return flask([*arguments, "shell"])


def seed(arguments: Sequence[str]) -> int:
    """Add the demo guild to the running ./dev up."""
    place, words = read_var(arguments)
    if words:
        raise Problem(f"./dev seed does not know {' '.join(words)}; it takes --var DIR only.")
    if place.is_real:
        raise Problem("the demo guild is invented, and the real Battle.net does not know it: add your own.")
    if place.state.running() is None:
        raise Problem(f"nothing runs here: start ./dev up{place.words} first, in another terminal.")
    with attached_environment(place.state) as environment:
        code = _run(flask_command("guild", "add", "/".join(DEMO), "--follow"), environment)
        if code == 0:
            _run(app_command("-m", "devtools.past"), environment)
    say("The demo guild is there." if code == 0 else "The demo guild was not added; the line above says why.")
    return code


def read_var(arguments: Sequence[str]) -> tuple[Place, list[str]]:
    """Take a leading --var DIR (or --var=DIR) from the words of a command."""
    words = list(arguments)
    path = None
    if words and words[0].startswith("--var="):
        path = Path(words.pop(0).removeprefix("--var="))
    elif words and words[0] == "--var":
        if len(words) == 1:
            raise Problem("--var needs a directory.")
        path = Path(words[1])
        words = words[2:]
    place = find_place(path)
    place.state.make()
    return place, words


@contextmanager
def attached_environment(state: StateDirectory) -> Iterator[dict[str, str]]:
    """Yield the environment of what runs, else one with a Redis for as long as the command, else without."""
    environment = base_environment(state)
    running = state.running()
    if running is not None:
        yield {**environment, **running.environment}
    elif has(environment, "REDIS_URL"):
        yield environment
    else:
        try:
            server = start_redis(state.path / "redis")
        except ServerUnavailable as error:
            complain(f"dev: going on without Redis: {error}")
            yield environment
            return
        with server:
            yield {**environment, "REDIS_URL": server.url}


def _run(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run in the foreground of the terminal; Ctrl-C reaches the command itself."""
    process = subprocess.Popen(words, env=dict(environment), cwd=ROOT)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
