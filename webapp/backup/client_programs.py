"""PostgreSQL's own client programs: how they are started, and what to install where they are missing."""

import os
import shutil
import subprocess

from sqlalchemy import URL

from webapp.backup.errors import BackupError

INSTALL = (
    "install PostgreSQL's client programs, of the server's version or newer "
    "(Debian: apt-get install postgresql-client)"
)


def command(program: str, *arguments: str, path: str | None = None) -> list[str]:
    """Return what starts a program; raises BackupError, naming what to install, where there is none."""
    found = shutil.which(program, path=path)
    if found is None:
        raise BackupError(f"{program} is not on this machine: {INSTALL}")
    return [found, *arguments]


def address(url: URL) -> str:
    """Return where the database is as these programs take it; everybody can read their arguments."""
    where = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return where.render_as_string(hide_password=False)


def environment(url: URL | None) -> dict[str, str]:
    """Return the environment of such a program, with the password, which nobody else can read there."""
    password = str(url.password) if url is not None and url.password else ""
    return {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password else {})}


def run(line: list[str], url: URL | None = None) -> str:
    """Run a program to its end and return what it printed; raises BackupError with its last words."""
    done = subprocess.run(  # noqa: S603 - our own words, no shell
        line, capture_output=True, text=True, errors="replace", check=False, env=environment(url)
    )
    if done.returncode:
        raise failure(line[0], done.stderr)
    return done.stdout


def failure(program: str, words: str) -> BackupError:
    """Return what a program's last words mean."""
    lines = [line.strip() for line in words.strip().splitlines()] or ["it failed and says nothing"]
    told = next((line for line in lines if "version mismatch" in line), lines[0])
    more = f"; {INSTALL}" if "version" in words else ""
    return BackupError(f"{program.rpartition('/')[2]} says: {told}{more}")
