"""What templates may call: times, numbers, and addresses of static files."""

import hashlib
import shlex
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from flask import Flask, current_app

from webapp.config import current_settings
from webapp.web.guild_ways import guild_ways
from webapp.web.pictures import picture_url
from webapp.web.viewer import known_viewer, operations_path

REAL_STATE = "battlenet"
"""The folder in which ./dev keeps what the real Battle.net said, below the one that a person names."""
OUR_VARS = (Path("var"), Path(__file__).resolve().parents[2] / "var")
"""Where ./dev looks by itself."""


def init_app(app: Flask) -> None:
    """Register the filters and globals under the names that templates use."""
    app.jinja_env.filters.update(
        iso=iso,
        utc=utc,
        day=day,
        clock=clock_time,
        clock_second=clock_second,
        grouped=grouped,
        picture_url=picture_url,
    )
    app.jinja_env.globals.update(
        static_url=static_url,
        version=product_version(),
        flask_command=flask_command,
        known_viewer=known_viewer,
        operations_path=operations_path,
        guild_ways=guild_ways,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def iso(moment: datetime) -> str:
    """Return a moment as machines read it: ``2026-11-21T04:31:00Z``."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def utc(moment: datetime) -> str:
    """Return a moment as people read it, zone included: ``21 Nov 2026 04:31 UTC``."""
    return f"{moment.astimezone(UTC):%-d %b %Y %H:%M} UTC"


def day(value: date) -> str:
    """Return a day as people read it: ``21 Nov 2026``."""
    return f"{value:%-d %b %Y}"


def clock_time(moment: datetime) -> str:
    """Return only the time of day: ``04:31 UTC``."""
    return f"{moment.astimezone(UTC):%H:%M} UTC"


def clock_second(moment: datetime) -> str:
    """Return the time of day to the second: ``04:31:05 UTC``."""
    return f"{moment.astimezone(UTC):%H:%M:%S} UTC"


def grouped(number: float) -> str:
    """Return a whole number with commas between thousands: ``12,480``."""
    return f"{number:,.0f}"


def static_url(path: str) -> str:
    """Return a static file's address with a fingerprint, so that browsers may keep it for ever."""
    return f"{current_app.static_url_path}/{path}?v={fingerprint_of(path)}"


def fingerprint_of(path: str) -> str:
    """Return the first digits of a static file's SHA-256; a server reads it once, unless in debug mode."""
    folder = current_app.static_folder or ""
    changed_at = Path(folder, path).stat().st_mtime_ns if current_app.debug else 0
    return _fingerprint(folder, path, changed_at)


def flask_command() -> str:
    """Return how our commands begin in a shell: in development ``./dev`` brings the environment along."""
    settings = current_settings()
    if settings.is_production:
        return "flask"
    state = settings.state_directory
    var = state.parent if state.name == REAL_STATE else state
    return "./dev flask" if var in OUR_VARS else f"./dev flask --var {shlex.quote(str(var))}"


def product_version() -> str:
    """Return the version that is running, from the package's metadata or the project file."""
    try:
        return metadata.version("muster")
    except metadata.PackageNotFoundError:
        return _version_in_project_file()


@lru_cache(maxsize=1024)
def _fingerprint(folder: str, path: str, _changed_at: int) -> str:
    return hashlib.sha256(Path(folder, path).read_bytes()).hexdigest()[:12]


def _version_in_project_file() -> str:
    project = Path(__file__).parent.parent.parent / "pyproject.toml"
    for line in project.read_text(encoding="utf-8").splitlines():
        if line.startswith("version = "):
            return line.split('"')[1]
    return "unknown"
