"""Warm pages of somebody who is signed in against a bare Flask page, behind gunicorn as in production."""

import http.client
import tempfile
from contextlib import ExitStack
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path

from bench.permissions import signed_in_member
from bench.ratio import Ratio
from bench.roster import settings_for
from bench.roster_world import write_guild
from bench.served import TURNS, Served, Target, bare, medians, product, served
from devtools.servers import start_redis
from webapp import create_app
from webapp.extensions import db
from webapp.lib import clock

ABOUT = "warm roster pages, signed in and checked, against a bare Flask page on the same server"
MEMBERS = 1_000
GUILD = "/guilds/eu/argent-dawn/night-muster/"
FRAGMENT = f"{GUILD}_table?page_size=all"
PAGE = f"{GUILD}?page_size=100"
GZIP = {"Accept-Encoding": "gzip"}
FRAGMENT_RATE, UNCHANGED_RATE, PAGE_RATE, P99 = 0.5, 0.5, 0.3, 3.0


def run() -> list[Ratio]:
    """Ask all of them in turns and compare the medians."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        redis_server = start_redis(Path(folder) / "redis")
        servers.callback(redis_server.stop)
        database, cookie = _world(Path(folder))
        plain = Target(servers.enter_context(bare(Path(folder))), "/", {})
        port = servers.enter_context(product(database, redis_server.url))
        targets = {"bare": plain, **_targets(port, {"Cookie": cookie, **GZIP})}
        for target in targets.values():
            served(target)
        turns: dict[str, list[Served]] = {name: [] for name in targets}
        for _ in range(TURNS):
            for name, target in targets.items():
                turns[name].append(served(target))
    return _ratios({name: medians(found) for name, found in turns.items()})


def _world(folder: Path) -> tuple[Path, str]:
    """Make a guild of 1,000, and return the file and a member's cookie."""
    path = folder / "pages.db"
    app, now = create_app(settings_for(path)), clock.now()
    with app.app_context():
        db.create_all()
        _, cookie = signed_in_member(write_guild("Night Muster", MEMBERS, now=now), now)
        db.engine.dispose()
    return path, cookie


def _targets(port: int, headers: dict[str, str]) -> dict[str, Target]:
    given = SimpleCookie(_first_answer(port, PAGE, headers)["Set-Cookie"])
    forms = [f"{name}={one.value}" for name, one in given.items()]  # as a browser keeps it after one page
    headers = {**headers, "Cookie": "; ".join([headers["Cookie"], *forms])}
    known = {**headers, "If-None-Match": _first_answer(port, FRAGMENT, headers)["ETag"]}
    return {
        "fragment": Target(port, FRAGMENT, headers),
        "unchanged": Target(port, FRAGMENT, known, HTTPStatus.NOT_MODIFIED),
        "page": Target(port, PAGE, headers),
    }


def _first_answer(port: int, path: str, headers: dict[str, str]) -> http.client.HTTPMessage:
    """Return the headers of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != HTTPStatus.OK:
        raise AssertionError(f"{path} answered {answer.status}")
    return answer.headers


def _ratios(found: dict[str, Served]) -> list[Ratio]:
    plain, fragment = found["bare"], found["fragment"]
    limits = {
        "fragment": ("warm fragment of 1,000 rows: rate of a bare page", FRAGMENT_RATE),
        "unchanged": ("304 of that fragment: rate of a bare page", UNCHANGED_RATE),
        "page": ("warm page of 100 rows: rate of a bare page", PAGE_RATE),
    }
    rates = [
        Ratio(
            name=name,
            value=found[key].rate / plain.rate,
            limit=limit,
            detail=f"{found[key].rate:,.0f} against {plain.rate:,.0f} requests a second, {TURNS} turns",
            more_is_better=True,
        )
        for key, (name, limit) in limits.items()
    ]
    p99 = Ratio(
        name="warm fragment of 1,000 rows: p99 over a bare page's",
        value=fragment.p99 / plain.p99,
        limit=P99,
        detail=f"{fragment.p99 * 1000:.1f} against {plain.p99 * 1000:.1f} ms",
    )
    return [*rates, p99]
