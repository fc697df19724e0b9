"""The commands of ./dev: one table, one way to end."""

import subprocess
from collections.abc import Callable, Sequence

from devtools.attached import flask, seed, shell
from devtools.checks import check
from devtools.environment import ROOT, app_command
from devtools.terminal import complain, problems_end_the_command, say
from devtools.testing import test
from devtools.up import up


def bench(arguments: Sequence[str]) -> int:
    """Measure, and print a table of ratios."""
    return subprocess.call(app_command("-m", "bench", *arguments), cwd=ROOT)


def show_help(_arguments: Sequence[str]) -> int:
    """Print this list."""
    say("usage: ./dev COMMAND …\n")
    for name, command in COMMANDS.items():
        say(f"  {name:<7}{(command.__doc__ or '').splitlines()[0]}")
    say("\n./dev COMMAND --help says more. Start with: ./dev up")
    say("up, flask, shell and seed take --var DIR (else MUSTER_VAR, else var): where all state is kept.")
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "up": up,
    "test": test,
    "check": check,
    "bench": bench,
    "flask": flask,
    "shell": shell,
    "seed": seed,
    "help": show_help,
}


# What --help prints; up and test explain themselves at length, and flask's --help is the app's.
USAGES = {
    "check": "./dev check",
    "bench": "./dev bench [--list] [NAME …]",
    "shell": "./dev shell [--var DIR]",
    "seed": "./dev seed [--var DIR]",
    "help": "./dev help",
}


def main(arguments: Sequence[str]) -> int:
    """Run the command that the first word names; return the exit code."""
    name, *rest = arguments or ["help"]
    if name in {"-h", "--help"}:
        name = "help"
    if name not in COMMANDS:
        complain(f"dev: there is no command {name}; there are: {', '.join(COMMANDS)}")
        return 2
    if name in USAGES and not {"-h", "--help"}.isdisjoint(rest):
        say(f"usage: {USAGES[name]} - {(COMMANDS[name].__doc__ or '').splitlines()[0]}")
        return 0
    with problems_end_the_command():
        return COMMANDS[name](rest)
