"""Where the state is kept: the one decision that keeps invented characters and Battle.net's apart."""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devtools.dotenv_file import read_dotenv
from devtools.environment import ROOT, has_credentials
from devtools.state import StateDirectory

DEFAULT_VAR = ROOT / "var"
REAL = "battlenet"  # the folder below var for what the real Battle.net said


@dataclass(frozen=True, slots=True)
class Place:
    """The state directory of a command, and how a person names it in another one."""

    state: StateDirectory
    is_real: bool
    words: str  # " --var DIR" for the next command line, "" where it goes without saying


def find_place(
    chosen: Path | None, *, given: Mapping[str, str] = os.environ, dotenv: Path = ROOT / ".env"
) -> Place:
    """Return the place below --var, else MUSTER_VAR, else ours; the real Battle.net has its own."""
    settings = read_dotenv(dotenv)
    var = (chosen or _named(given, Path.cwd()) or _named(settings, dotenv.parent) or DEFAULT_VAR).absolute()
    is_real = has_credentials({**settings, **given})
    words = "" if var == DEFAULT_VAR else f" --var {shlex.quote(str(var))}"
    return Place(StateDirectory(var / REAL if is_real else var), is_real, words)


def _named(environment: Mapping[str, str], base: Path) -> Path | None:
    name = environment.get("MUSTER_VAR", "").strip()
    return base / name if name else None
