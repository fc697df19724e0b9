"""The environment in which every program of the product runs on this machine."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from devtools.dotenv_file import read_dotenv
from devtools.state import StateDirectory

ROOT = Path(__file__).resolve().parent.parent
CREDENTIALS = ("BATTLENET_CLIENT_ID", "BATTLENET_CLIENT_SECRET")
SIMULATED_CLIENT = "simulator"
"""The client by which a server knows that its Battle.net is the simulator of ./dev up."""
REAL_API = "https://{region}.api.blizzard.com"  # .env.example says it, and answers nobody without credentials


def base_environment(
    state: StateDirectory, *, given: Mapping[str, str] = os.environ, dotenv: Path = ROOT / ".env"
) -> dict[str, str]:
    """Return the person's environment over .env over our defaults. Raises Problem for a broken .env."""
    given = {**read_dotenv(dotenv), **given}
    defaults = {
        "MUSTER_ENV": "development",
        "MUSTER_VAR": str(state.path),
        "DATABASE_URL": f"sqlite:///{state.path / 'muster.db'}",
        "WEB_CONCURRENCY": "1",  # one process with eight threads is enough for one person, and starts sooner
    }
    environment = {**given, **{name: value for name, value in defaults.items() if not has(given, name)}}
    environment["MUSTER_VAR"] = str(state.path)
    environment["PYTHONPATH"] = str(ROOT)
    environment["PYTHONUNBUFFERED"] = "1"
    if not has(given, "SECRET_KEY"):
        environment["SECRET_KEY"] = state.secret()
    return environment


def has(environment: Mapping[str, str], name: str) -> bool:
    """Say whether a setting is given, directly or as NAME_FILE."""
    return any(environment.get(variable, "").strip() for variable in (name, f"{name}_FILE"))


def has_credentials(environment: Mapping[str, str]) -> bool:
    """Say whether a client of Battle.net is given, be it only in part."""
    return any(has(environment, name) for name in CREDENTIALS)


def wants_simulator(environment: Mapping[str, str]) -> bool:
    """Say whether nothing points to a Battle.net, so that the simulator has to be it."""
    names_another = (
        has(environment, "BATTLENET_API_BASE") and environment.get("BATTLENET_API_BASE") != REAL_API
    )
    return not has_credentials(environment) and not names_another


def with_simulator(environment: Mapping[str, str], url: str) -> dict[str, str]:
    """Return the environment in which the simulator at `url` is Battle.net, Warcraft Logs and Discord."""
    ours = {
        "BATTLENET_API_BASE": f"{url}/{{region}}",
        "BATTLENET_OAUTH_BASE": url,
        "BATTLENET_CLIENT_ID": SIMULATED_CLIENT,
        "BATTLENET_CLIENT_SECRET": "simulator",
        "DISCORD_BASE": url,
        "WARCRAFTLOGS_BASE": f"{url}/wcl",
        "WARCRAFTLOGS_CLIENT_ID": "simulator",
        "WARCRAFTLOGS_CLIENT_SECRET": "simulator",
    }
    files = {f"{name}_FILE" for name in ours}  # NAME and NAME_FILE together would be refused
    return {name: value for name, value in environment.items() if name not in files} | ours


_FLASK = "from flask.cli import cli; cli.main(prog_name='./dev flask')"
"""What runs flask under the name by which people call it; its help texts say that name."""


def app_command(*words: str) -> tuple[str, ...]:
    """Return the words that run a module or script with our interpreter; -P keeps the current folder out."""
    return (sys.executable, "-P", *words)


def flask_command(*words: str) -> tuple[str, ...]:
    """Return the words that run a command of the app."""
    return app_command("-c", _FLASK, "--app", "webapp", *words)
