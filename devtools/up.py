"""./dev up: everything that Muster needs, started in order, watched, and stopped with Ctrl-C."""

import argparse
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from devtools import stack
from devtools.environment import ROOT, base_environment, has, wants_simulator, with_simulator
from devtools.guardian import run_guarded
from devtools.place import Place, find_place
from devtools.readiness import answers, has_past, has_synced_guild, is_current, is_taken_by_another, listens
from devtools.servers import free_port, is_free
from devtools.settings import settings_problems
from devtools.state import RunningStack
from devtools.supervisor import StopRequested, Supervisor
from devtools.terminal import Problem, Stage, complain, say

DEMO = ("eu", "argent-dawn", "lantern-watch")
ATTACHED = (
    *("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "MUSTER_VAR", "BATTLENET_API_BASE", "BATTLENET_OAUTH_BASE"),
    *("BATTLENET_CLIENT_ID", "BATTLENET_CLIENT_SECRET", "WARCRAFTLOGS_BASE", "DISCORD_BASE"),
    *("WARCRAFTLOGS_CLIENT_ID", "WARCRAFTLOGS_CLIENT_SECRET"),
)
DEFAULT_PORT = 8000
MOST_MEMBERS = 1000
READY_WITHIN = 60.0  # seconds for a program to answer; on an idle machine it is about two


@dataclass(frozen=True, slots=True)
class UpOptions:
    """What a person may choose."""

    port: int
    members: int
    var: Path | None
    demo: bool
    past: bool


def up(arguments: Sequence[str]) -> int:
    """Start everything, print the address, and run until Ctrl-C."""
    options = read_options(arguments)
    os.umask(0o077)  # what is written from here on is nobody else's business
    place = find_place(options.var)
    if not place.state.is_claimed() and not is_free(options.port):  # who claimed it may be just stopping
        raise _port_in_use(options.port)
    place.state.make()
    environment = base_environment(place.state)
    if problems := settings_problems(settings_to_check(environment)):
        raise Problem("\ndev: ".join(problems))
    place.state.claim()
    if not is_free(options.port):
        raise _port_in_use(options.port)
    try:
        return run_guarded(lambda: _Start(options, place, environment).run())
    finally:
        place.state.forget()  # also when the supervisor was killed


def settings_to_check(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment with what the simulator will replace, whatever its port."""
    return with_simulator(environment, "http://127.0.0.1") if wants_simulator(environment) else environment


def _port_in_use(port: int) -> Problem:
    return Problem(f"port {port} is in use: choose another with --port, or stop what uses it.")


def read_options(arguments: Sequence[str]) -> UpOptions:
    """Read the command line; argparse ends with one line and exit code 2 for a bad value."""
    parser = argparse.ArgumentParser(prog="./dev up", description=up.__doc__)
    parser.add_argument(
        "--port", type=_Whole(1, 65535), default=DEFAULT_PORT, metavar="N", help="of the web server"
    )
    parser.add_argument(
        "--members", type=_Whole(1, MOST_MEMBERS), default=60, metavar="N", help="of the demo guild"
    )
    parser.add_argument(
        "--var", type=Path, metavar="DIR", help="where all state is kept: MUSTER_VAR, else var"
    )
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="do not add the demo guild")
    parser.add_argument(
        "--no-past", dest="past", action="store_false", help="do not make up a past of the demo guild"
    )
    parsed = parser.parse_args(arguments)
    return UpOptions(parsed.port, parsed.members, parsed.var, parsed.demo, parsed.past)


class _Whole:
    """Reads a whole number within bounds."""

    def __init__(self, lowest: int, highest: int) -> None:
        self._lowest, self._highest = lowest, highest

    def __call__(self, text: str) -> int:
        if not text.isascii() or not text.isdigit() or not self._lowest <= int(text) <= self._highest:
            raise argparse.ArgumentTypeError(
                f"{text} is not a whole number from {self._lowest} to {self._highest}"
            )
        return int(text)


class _Start:
    """One start: the stages in order, with what each finds out for the next."""

    def __init__(self, options: UpOptions, place: Place, environment: dict[str, str]) -> None:
        self._options = options
        self._place = place
        self._state = place.state
        self._environment = environment
        self._world = ""  # where the simulator answers, if it is needed
        self._supervisor = Supervisor(place.state.path / "log", lambda words: complain(f"! {words}"))

    def run(self) -> int:
        """Start, watch, stop; return the exit code."""
        self._supervisor.obey_signals()
        say(f"Muster starts; its state is in {self._state.path}")
        try:
            self._bring_up()
            self._supervisor.watch()
        except StopRequested:
            pass
        except Problem as problem:
            self._stop()
            complain(f"dev: {problem}")
            return 2
        say("\nStopping everything.")
        self._stop()
        say(f"Stopped; ./dev up{self._place.words} starts it again.")
        return 0

    def _stop(self) -> None:
        self._supervisor.stop()
        self._state.forget()

    def _bring_up(self) -> None:
        simulator = self._start_simulator()  # it starts while Redis and the database get ready
        self._start_redis()
        self._migrate()
        web = self._supervisor.start(stack.web(self._environment, port=self._options.port))
        if simulator:
            self._await_simulator(simulator)
        self._await_web(web)
        with Stage("workers") as stage:  # after the web, so that they do not take its first seconds
            for program in stack.background(self._environment):
                self._supervisor.start(program)
            stage.outcome = f"{len(stack.WORKERS)} and the clock are started"
        self._supervisor.has_started()  # the first sync outlives a crash, as every later one does
        self._state.remember(RunningStack(os.getppid(), self._url, self._own_settings()))
        if simulator and self._options.demo:
            self._sync_demo()
        self._greet(with_demo=bool(simulator and self._options.demo))
        if simulator and self._options.demo and self._options.past:
            self._make_up_past()  # after the greeting: nobody waits for it

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self._options.port}"

    @property
    def _shown_url(self) -> str:
        """Return the address for a browser: the real Battle.net sends back to a name that was registered."""
        return f"http://localhost:{self._options.port}" if self._place.is_real else self._url

    def _start_simulator(self) -> int:
        """Start the simulator when nothing points to Battle.net; return its port, or 0."""
        if not wants_simulator(self._environment):
            return 0
        port = free_port()
        self._supervisor.start(stack.simulator(self._environment, port=port, members=self._options.members))
        self._world = f"http://127.0.0.1:{port}"
        self._environment = with_simulator(self._environment, self._world)
        return port

    def _start_redis(self) -> None:
        with Stage("redis") as stage:
            if has(self._environment, "REDIS_URL"):
                stage.outcome = "REDIS_URL is used"
                return
            port = free_port()
            self._supervisor.start(stack.redis(self._state.path / "redis", port))
            self._environment["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"

    def _migrate(self) -> None:
        with Stage("database") as stage:
            if is_current(self._environment.get("DATABASE_URL", ""), ROOT / "migrations" / "HEAD"):
                stage.outcome = "is at the newest revision"
                return
            self._supervisor.complete(stack.migration(self._environment))
            stage.outcome = "migrated to the newest revision"

    def _await_simulator(self, port: int) -> None:
        with Stage("simulator") as stage:
            stage.outcome = f"plays Battle.net and Warcraft Logs with a guild of {self._options.members}"
            self._supervisor.wait_until(lambda: listens(port), seconds=READY_WITHIN, what="the simulator")

    def _await_web(self, web: int) -> None:
        def is_ready() -> bool:
            if is_taken_by_another(self._options.port, web):  # that one's answer is not ours
                raise _port_in_use(self._options.port)
            return answers(self._url, "/readyz")

        with Stage("web"):
            self._supervisor.wait_until(is_ready, seconds=READY_WITHIN, what=f"{self._url}/readyz")

    def _sync_demo(self) -> None:
        region, realm, name = DEMO
        with Stage("demo guild") as stage:
            database = self._environment.get("DATABASE_URL", "")
            if has_synced_guild(database, region=region, realm=realm, name=name):
                stage.outcome = "is there, and kept fresh"
                return
            self._supervisor.complete(stack.first_sync(self._environment, "/".join(DEMO)))
            stage.outcome = "synced through the workers"

    def _make_up_past(self) -> None:
        if has_past(self._environment.get("DATABASE_URL", ""), "/".join(DEMO)):
            return
        try:
            self._supervisor.complete(stack.made_up_past(self._environment))
        except Problem as problem:  # everything else works without it
            complain(f"! the demo guild has no past: {problem}")

    def _own_settings(self) -> dict[str, str]:
        """Return what ./dev flask needs beyond the person's environment to reach this stack."""
        return {name: self._environment[name] for name in ATTACHED if name in self._environment}

    def _greet(self, *, with_demo: bool) -> None:
        seconds = time.time() - psutil.Process(os.getppid()).create_time()  # since ./dev was typed
        say(f"\nMuster is ready after {seconds:.1f} s: {self._shown_url}/")
        if self._place.is_real:
            site = self._environment.get("PUBLIC_URL", "").strip().rstrip("/") or self._shown_url
            say(f"Redirect address to register for your client at Battle.net: {site}/sign-in/callback")
            add = f"./dev flask{self._place.words} guild add REGION/REALM/NAME --follow"
            say(f"It uses the real Battle.net. Add a guild: {add}")
        elif with_demo:
            say("Sign in there: the simulated Battle.net asks whom to be, from guild master to stranger.")
        else:
            say(f"It has no guild yet: ./dev seed{self._place.words} adds the demo guild")
        if self._world:
            say(f"Steer the simulated world at {self._world}/_control: docs/simulator.md says how.")
        say(f"Ctrl-C stops everything. Logs: {self._state.path / 'log'}. Other commands: ./dev help")
