"""Cheap questions about what is there: a current database, the demo guild, a web server that answers."""

import http.client
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psutil

SQLITE = "sqlite:///"


def is_current(database_url: str, head: Path) -> bool:
    """Say whether a SQLite database is at the newest revision; another kind asks the migration."""
    if not database_url.startswith(SQLITE) or not head.exists():
        return False
    found = ask_sqlite(database_url, "SELECT version_num FROM alembic_version")
    return found == [(head.read_text().strip(),)]


def has_synced_guild(database_url: str, *, region: str, realm: str, name: str) -> bool:
    """Say whether a SQLite database holds this guild, synced at least once; False when it cannot be told."""
    found = ask_sqlite(
        database_url,
        "SELECT 1 FROM guilds WHERE region = ? AND realm = ? AND name_key = ? AND last_synced_at IS NOT NULL",
        region,
        realm,
        name,
    )
    return bool(found)


def has_past(database_url: str, guild: str) -> bool:
    """Say whether a SQLite database has had this guild since another day, so that it has a past."""
    found = ask_sqlite(
        database_url,
        "SELECT 1 FROM guilds WHERE region || '/' || realm || '/' || name_key = ?"
        " AND created_at < datetime('now', '-1 day')",
        guild,
    )
    return bool(found)


def ask_sqlite(database_url: str, query: str, *values: str) -> list[tuple[object, ...]]:
    """Return the rows of a read-only query, none when there is no such file or table."""
    path = Path(database_url.removeprefix(SQLITE))
    if not database_url.startswith(SQLITE) or not path.exists():
        return []
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)
        ) as connection:
            return connection.execute(query, values).fetchall()
    except sqlite3.Error:
        return []


def answers(url: str, path: str) -> bool:
    """Say whether an address answers a GET with 200."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port or 80, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def listens(port: int) -> bool:
    """Say whether somebody accepts connections on a port of the loopback address."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_taken_by_another(port: int, process: int) -> bool:
    """Say whether a port has a listener, and this process, which lives, is not the one."""
    if not listens(port):
        return False
    try:
        own = psutil.Process(process).net_connections("tcp")
    except psutil.Error:  # it ended, which its supervisor says better
        return False
    return not any(found.laddr.port == port for found in own if found.status == psutil.CONN_LISTEN)
