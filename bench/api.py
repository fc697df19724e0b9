"""The API's answer to a matching ETag against a bare Flask page, both behind gunicorn as in production."""

import http.client
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import insert, select, update

from bench.ratio import Ratio
from bench.roster import NO_LIMITS, settings_for
from bench.roster_world import write_guild
from webapp import create_app
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.names import name_key
from webapp.models import Character, CharacterEnrichmentCache
from webapp.models.cards import LATEST
from webapp.permissions.actions import make_token
from webapp.permissions.tokens import Scope
from webapp.words import CardStatus

ABOUT = "an API read with a matching ETag against a bare Flask page on the same server"
MEMBERS = 1_000
LIMIT = 0.5
TURNS = int(os.environ.get("BENCH_TURNS", "7"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "1.5"))
CONNECTIONS = int(os.environ.get("BENCH_CONNECTIONS", "4"))
NAME = "Jaina"
ROOT = Path(__file__).parent.parent
BARE = "from flask import Flask\napp = Flask('bare')\napp.add_url_rule('/', 'page', lambda: 'Hello')\n"


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for again and again, and the status that is right."""

    port: int
    path: str
    headers: dict[str, str]
    status: HTTPStatus


def run() -> list[Ratio]:
    """Ask both in turns and compare the medians."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        path, token = _world(Path(folder))
        bare = Target(servers.enter_context(_bare(Path(folder))), "/", {}, HTTPStatus.OK)
        ours = _read(servers.enter_context(_product(path)), token)
        for target in (bare, ours):
            _rate(target)
        pairs = [(_rate(ours), _rate(bare)) for _ in range(TURNS)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    detail = f"{mine:,.0f} against {theirs:,.0f} requests a second, medians of {TURNS} turns"
    return [
        Ratio(
            name="API 304: rate of a bare page",
            value=mine / theirs,
            limit=LIMIT,
            detail=detail,
            more_is_better=True,
        )
    ]


def _world(folder: Path) -> tuple[Path, str]:
    """Make a guild of 1,000 with a card each, and return the file and a token of that guild."""
    path = folder / "api.db"
    app, now = create_app(settings_for(path)), clock.now()
    with app.app_context():
        db.create_all()
        guild_id = write_guild("Night Muster", MEMBERS, now=now)
        rows = db.session.execute(select(Character.id, Character.realm, Character.name)).all()
        first = {"id": rows[0].id, "realm": "argent-dawn", "name": NAME, "name_key": name_key(NAME)}
        db.session.execute(update(Character), [first])
        cards = {(row.realm, row.name): _card(row) for row in rows[1:]}
        cards["argent-dawn", NAME] = _card(SimpleNamespace(**first))
        db.session.execute(insert(CharacterEnrichmentCache), list(cards.values()))
        db.session.commit()
        token = make_token("bench", [Scope.CACHE_READ], guild_id=guild_id, expires_at=None)
        db.engine.dispose()
    return path, token


def _card(row: Any) -> dict[str, Any]:
    return {
        "region": "eu",
        "realm": row.realm,
        "character_name": row.name,
        "name_key": name_key(row.name),
        "season_key": LATEST,
        "character_id": row.id,
        "fetch_status": CardStatus.COMPLETE,
        "player_card": {"filler": "x" * 20_000},
    }


@contextmanager
def _product(path: Path) -> Iterator[int]:
    environment = {
        "DATABASE_URL": f"sqlite:///{path}",
        "BATTLENET_API_BASE": "http://127.0.0.1:1/{region}",
        "BATTLENET_OAUTH_BASE": "http://127.0.0.1:1",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "LOG_LEVEL": "ERROR",
        "LIMITS_FACTOR": str(NO_LIMITS),
    }
    with _gunicorn("webapp:create_app()", ROOT, environment) as port:
        yield port


@contextmanager
def _bare(folder: Path) -> Iterator[int]:
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    with _gunicorn("bare:app", folder, {}) as port:
        yield port


@contextmanager
def _gunicorn(app: str, folder: Path, environment: dict[str, str]) -> Iterator[int]:
    """Run an app as production does, in one process, so that the machine's other core can ask."""
    port = _free_port()
    words = ["-m", "gunicorn", "-c", "python:webapp.server", "-b", f"127.0.0.1:{port}", "-w", "1"]
    inherited = {**os.environ, "PYTHONPATH": f"{ROOT}:{folder}"}
    server = subprocess.Popen(
        [sys.executable, *words, "--log-level", "error", "--chdir", str(folder), app],
        env=inherited | environment,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


def _read(port: int, token: str) -> Target:
    """Return the read of one card, with the tag that it has now."""
    query = {"region": "EU", "realm": "argent-dawn", "characterName": NAME, "seasonKey": LATEST}
    path, headers = f"/api/character-cache?{urlencode(query)}", {"Authorization": f"Bearer {token}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != HTTPStatus.OK:
        raise AssertionError(f"the card answered {answer.status}")
    return Target(port, path, {**headers, "If-None-Match": answer.headers["ETag"]}, HTTPStatus.NOT_MODIFIED)


def _rate(target: Target) -> float:
    """Return the requests a second that one process gets answered over a few kept connections."""
    with multiprocessing.get_context("spawn").Pool(1) as asker:
        return asker.apply(ask_for_a_while, (target,))


def ask_for_a_while(target: Target) -> float:
    """Send requests over several connections in turn, written by hand, so that the asker is no bottleneck."""
    head = "".join(f"{name}: {value}\r\n" for name, value in target.headers.items())
    request = f"GET {target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n".encode()
    sockets = [socket.create_connection(("127.0.0.1", target.port), timeout=30) for _ in range(CONNECTIONS)]
    expected = f"HTTP/1.1 {target.status.value} ".encode()
    answered, started = 0, time.monotonic()
    while time.monotonic() - started < SECONDS:
        for one in sockets:
            one.sendall(request)
        for one in sockets:
            _take_answer(one, expected, has_body=target.status == HTTPStatus.OK)
            answered += 1
    rate = answered / (time.monotonic() - started)
    for one in sockets:
        one.close()
    return rate


def _take_answer(connection: socket.socket, expected: bytes, *, has_body: bool) -> None:
    received = connection.recv(65536)
    while b"\r\n\r\n" not in received or (has_body and not received.endswith(b"Hello")):
        more = connection.recv(65536)
        if not more:
            raise ConnectionError("the server closed the connection")
        received += more
    if not received.startswith(expected):
        raise AssertionError(f"the server answered {received[:80]!r}")
