"""./dev test: one PostgreSQL for the whole run, the browser if any, pytest on two cores."""

import argparse
import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from devtools.chromium import HOW_TO_GET_IT, find_chromium, install_chromium
from devtools.environment import ROOT, app_command
from devtools.servers import start_postgresql
from devtools.terminal import say

NOTHING_COLLECTED = 5  # pytest's exit code when no test ran
# A person's settings must not reach the tests: they would work on the person's database.
PRIVATE = (
    "DATABASE_URL",
    "REDIS_URL",
    "CACHE_REDIS_URL",
    "SECRET_KEY",
    "MUSTER_",
    "BATTLENET_",
    "WARCRAFTLOGS_",
    "PUBLIC_URL",
    "TRUSTED_HOSTS",
    "PROXY_HOPS",
    "LIMITS_FACTOR",
    "WEB_CONCURRENCY",
    "PORT",
    "HOST",
)
KEPT = "DATABASE_URL_TEST"
# Those that kill processes wait much and have a place among the others: at the end a core would be idle.
PARALLEL = ("-n", "3", "--dist", "loadscope", "--no-loadscope-reorder")
COVERAGE = ("--cov", "--cov-branch", "--cov-report=term:skip-covered")


@dataclass(frozen=True, slots=True)
class TestOptions:
    """What a person may choose; the rest of the words are pytest's."""

    __test__ = False  # a name that pytest would collect

    install: bool
    kills: int
    long: bool
    coverage: bool
    rest: tuple[str, ...]


def test(arguments: Sequence[str]) -> int:
    """Run every test, or those that pytest's arguments choose: test [--install] [--long] [--coverage] …."""
    options = read_options(arguments)
    began = time.monotonic()
    environment = clean_environment(os.environ)
    if options.install and not find_chromium(environment):
        install_chromium()
    chromium = find_chromium(environment)
    if chromium:
        environment["CHROMIUM_PATH"] = chromium
    else:
        say(f"No Chromium here: browser tests are skipped ({HOW_TO_GET_IT}).")
    environment |= {"MUSTER_TEST_KILLS": str(options.kills), "MUSTER_TEST_LONG": "1" if options.long else ""}
    with _postgresql(environment) as complete:
        code = subprocess.call(
            pytest_command(options.rest, coverage=options.coverage), cwd=ROOT, env=complete
        )
    say(verdict(code, seconds=time.monotonic() - began, chosen=bool(options.rest)))
    return code


def read_options(arguments: Sequence[str]) -> TestOptions:
    """Split our own words from pytest's."""
    parser = argparse.ArgumentParser(
        prog="./dev test",
        description=test.__doc__,
        epilog="Whatever else you write goes to pytest.",
        allow_abbrev=False,
    )
    parser.add_argument("--install", action="store_true", help="install Chromium and fonts by apt, as root")
    parser.add_argument("--kills", type=int, default=3, metavar="N", help="rounds of the kill harness")
    parser.add_argument("--long", action="store_true", help="the fault tests in their long form")
    parser.add_argument("--coverage", action="store_true", help="say which lines and branches no test met")
    own, rest = parser.parse_known_args(arguments)
    chosen = tuple(word for word in rest if word != "--")
    return TestOptions(own.install, own.kills, own.long, own.coverage, chosen)


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the settings of the app."""
    return {
        name: value for name, value in environment.items() if name == KEPT or not name.startswith(PRIVATE)
    }


def pytest_command(chosen: Sequence[str], *, coverage: bool = False) -> tuple[str, ...]:
    """Return the words that run pytest: everything on two cores, or just what was chosen."""
    return app_command("-m", "pytest", *(chosen or PARALLEL), *(COVERAGE if coverage else ()))


def verdict(code: int, *, seconds: float, chosen: bool) -> str:
    """Return the one last line."""
    if code == 0:
        return f"test passed in {seconds:.0f} s."
    if code == NOTHING_COLLECTED:
        return "test failed: no test was executed; look at the words that choose tests."
    again = "" if chosen else " Again, the failed ones: ./dev test --lf"
    return f"test failed after {seconds:.0f} s (pytest's exit code {code}).{again}"


@contextmanager
def _postgresql(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    with TemporaryDirectory(prefix="muster-test-") as directory:
        server = start_postgresql(
            Path(directory), explain=lambda reason: say(f"Tests skip PostgreSQL: {reason}")
        )
        if server is None:
            yield dict(environment)
            return
        with server:
            yield {**environment, KEPT: server.url}
